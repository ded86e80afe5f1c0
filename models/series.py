"""Series: the scans that put one question to one source for one owner. A pain point keeps its id along them."""

from __future__ import annotations

from typing import Any, NamedTuple

from models.scan import Scan

FINISHED = ("completed", "partial")


class Series(NamedTuple):
    """What its scans have in common."""

    owner_id: int
    question: str
    source: str


def series_of(scan: Scan) -> Series:
    return Series(scan.owner_id, scan.question, scan.source)


def has_scans(series: Series) -> bool:
    """Say whether there is any scan of the series, also one that is not done."""
    return (
        Scan.select()
        .where(Scan.owner == series.owner_id, Scan.question == series.question, Scan.source == series.source)
        .exists()
    )


def finished_scans(series: Series) -> list[Scan]:
    """Return the scans that have results, in the order in which they were asked for, without their statistics."""
    columns: list[Any] = [column for column in Scan._meta.sorted_fields if column is not Scan.corpus_stats]
    query = Scan.select(*columns).where(
        Scan.owner == series.owner_id,
        Scan.question == series.question,
        Scan.source == series.source,
        Scan.status.in_(FINISHED),
    )
    return list(query.order_by(Scan.created_at, Scan.id))
