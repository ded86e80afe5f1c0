"""The best pain points of each of many scans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from peewee import fn

from models.pain_point import Observation, PainPoint
from models.quote_list import LAST_RANK
from models.scan import Scan

MOST = 3


class Top(NamedTuple):
    """What is said of a pain point beside its scan."""

    id: str
    name: str
    score: float


def top_pain_points(scan_ids: Collection[str]) -> dict[str, list[Top]]:
    """Return the best three of each scan, without what people rejected; in one query."""
    name = fn.COALESCE(PainPoint.curated_name, Observation.name)
    # A bound for each scan keeps the query to as many rows as it returns: its scans may have seen thousands.
    within = (Observation.scan == Scan.id) & (Observation.rank <= fn.COALESCE(_rank_of_the_last(), LAST_RANK))
    rows: Any = (
        Observation.select(Observation.scan, Observation.pain_point, name, Observation.score)
        .join_from(Observation, Scan, on=within)
        .join_from(Observation, PainPoint)
        .where(Scan.id.in_(list(scan_ids)), ~PainPoint.rejected)
        .order_by(Observation.rank)
        .tuples()
    )
    best: dict[str, list[Top]] = defaultdict(list)
    for scan_id, *top in rows:
        best[scan_id].append(Top(*top))
    return best


def _rank_of_the_last() -> object:
    """Select the rank of the third that is not rejected, of the scan at hand."""
    seen, pain_point = Observation.alias(), PainPoint.alias()
    query = seen.select(seen.rank).join(pain_point, on=(seen.pain_point == pain_point.id))
    return query.where(seen.scan == Scan.id, ~pain_point.rejected).order_by(seen.rank).limit(1).offset(MOST - 1)
