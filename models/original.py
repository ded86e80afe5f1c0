"""What a scan saw of pain points before people moved their mentions, so that undoing gives back exactly that."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from peewee import CompositeKey, ForeignKeyField, JSONField

from models.database import Table
from models.pain_point import Mention, Observation, PainPoint
from models.scan import Scan


class Original(Table):
    """An observation as the engine made it: its columns, and the ids of its mentions in the order of its quotes.

    There is one only where people have changed what the scan shows of the pain point.
    """

    scan = ForeignKeyField(Scan, on_delete="CASCADE", index=False)
    pain_point_id: str
    pain_point = ForeignKeyField(PainPoint)
    seen = JSONField()
    quotes = JSONField()

    class Meta:
        primary_key = CompositeKey("scan", "pain_point")


# The place among the others and the movement since the scan before depend on other pain points and on other scans.
_NOT_KEPT = ("scan", "pain_point", "rank", "state")


def keep_original(seen: Observation) -> None:
    """Keep an observation that the engine made."""
    columns = {name: getattr(seen, name) for name in Observation._meta.fields if name not in _NOT_KEPT}
    quotes = (
        Mention.select(Mention.id)
        .where(Mention.scan == seen.scan_id, Mention.pain_point == seen.pain_point_id)
        .order_by(Mention.rank)
    )
    Original.insert(
        scan=seen.scan_id, pain_point=seen.pain_point_id, seen=columns, quotes=[row.id for row in quotes]
    ).execute()


def originals_of(scan_id: str, pain_point_ids: Collection[str]) -> dict[str, Original]:
    rows: Any = Original.select().where(Original.scan == scan_id, Original.pain_point.in_(list(pain_point_ids)))
    return {row.pain_point_id: row for row in rows}


def forget_original(scan_id: str, pain_point_id: str) -> None:
    Original.delete().where(Original.scan == scan_id, Original.pain_point == pain_point_id).execute()
