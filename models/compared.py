"""What a comparison of two scans shows of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from peewee import chunked, fn

from models.document import Document
from models.pain_point import ROWS_PER_INSERT, Mention, Observation, PainPoint
from models.quote_list import LAST_RANK

Place = tuple[str, int, int]  # document id, start, end


class Brief(NamedTuple):
    """The little of a pain point that is said beside another."""

    id: str
    name: str
    category: str
    score: float
    mentions: int
    authors: int


def briefs_of(scan_id: str) -> dict[str, Brief]:
    """Return what a scan saw, best first and as people named it, without what they rejected; by id."""
    rows: Any = (
        Observation.select(
            Observation.pain_point,
            fn.COALESCE(PainPoint.curated_name, Observation.name),
            Observation.category,
            Observation.score,
            Observation.mentions,
            Observation.authors,
        )
        .join(PainPoint)
        .where(Observation.scan == scan_id, ~PainPoint.rejected)
        .order_by(Observation.rank)
        .tuples()
    )
    return {row[0]: Brief(*row) for row in rows}


def count_rejected(scan_id: str) -> int:
    """Count what a scan saw and people rejected."""
    return int(Observation.select().join(PainPoint).where(Observation.scan == scan_id, PainPoint.rejected).count())


def ranked_mentions(scan_id: str, pain_point_ids: Collection[str]) -> dict[str, list[tuple[int, Place]]]:
    """Return the mentions of pain points in a scan, each by its id with its place, the best quote first."""
    found: dict[str, list[tuple[int, Place]]] = defaultdict(list)
    columns = (Mention.pain_point, Mention.id, Mention.document, Mention.start, Mention.end)
    order = (fn.COALESCE(Mention.rank, LAST_RANK), Mention.id)
    for batch in chunked(pain_point_ids, ROWS_PER_INSERT):
        rows: Any = Mention.select(*columns).where(Mention.scan == scan_id, Mention.pain_point.in_(list(batch)))
        for pain_point_id, mention_id, *place in rows.order_by(*order).tuples():
            found[pain_point_id].append((mention_id, tuple(place)))
    return found


def mentions_by_id(mention_ids: Collection[int]) -> dict[int, Mention]:
    """Return mentions with their documents."""
    found: dict[int, Mention] = {}
    for batch in chunked(mention_ids, ROWS_PER_INSERT):
        rows: Any = Mention.select(Mention, Document).join(Document).where(Mention.id.in_(list(batch)))
        found |= {row.id: row for row in rows}
    return found
