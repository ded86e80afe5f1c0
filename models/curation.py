"""What people make of pain points: an append-only log whose entries can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from peewee import AutoField, CharField, ForeignKeyField, JSONField, TextField

from models.database import InstantField, Table
from models.owner import Owner
from models.pain_point import PainPoint
from models.series import Series

MOVING = ("merge", "split")


class Curation(Table):
    """One thing done to a pain point. It holds in every scan of its series until it is undone.

    `details` hold what was asked for; beside that `pain_point_name` is what it was called before, a split has the
    `new_pain_point_id`, and a merge the `original_name` of the pain point merged into.
    """

    id = AutoField()
    owner_id: int
    owner = ForeignKeyField(Owner)
    pain_point_id: str
    pain_point = ForeignKeyField(PainPoint)
    question = TextField(index=True)
    source = CharField(default="")
    action = CharField()
    details = JSONField()
    created_at = InstantField()
    undone_at = InstantField(null=True)

    @property
    def series(self) -> Series:
        return Series(self.owner_id, self.question, self.source)


def record_curation(series: Series, pain_point_id: str, action: str, details: dict[str, Any], at: datetime) -> Curation:
    """Append to the log."""
    return Curation.create(**_columns(series), pain_point=pain_point_id, action=action, details=details, created_at=at)


def find_curation(curation_id: int, owner_id: int) -> Curation | None:
    return Curation.get_or_none(Curation.id == curation_id, Curation.owner == owner_id)


def list_curations(series: Series, *, limit: int, before_id: int | None = None) -> list[Curation]:
    """Return the log newest first, undone entries too, those behind the id of the last one seen."""
    query = _log_of(series)
    if before_id is not None:
        query = query.where(Curation.id < before_id)
    return list(query.order_by(Curation.id.desc()).limit(limit))


def curations_in_force(series: Series) -> list[Curation]:
    """Return what was not undone, oldest first."""
    return list(_log_of(series).where(Curation.undone_at.is_null()).order_by(Curation.id))


def fold_columns(series: Series, pain_point_ids: Iterable[str]) -> None:
    """Set what is known of pain points themselves to the sum of what was done to them and not undone."""
    log = curations_in_force(series)
    for pain_point_id in pain_point_ids:
        columns = {"curated_name": None, "starred": False, "rejected": False, "note": None}
        for curation in log:
            if curation.action == "split" and curation.details["new_pain_point_id"] == pain_point_id:
                columns["curated_name"] = curation.details["name"]
            elif curation.pain_point_id == pain_point_id and curation.action in _COLUMNS:
                column, field = _COLUMNS[curation.action]
                columns[column] = curation.details[field]
        PainPoint.update(**columns).where(PainPoint.id == pain_point_id).execute()


# An action → the column that it sets, from which detail.
_COLUMNS = {
    "rename": ("curated_name", "name"),
    "star": ("starred", "starred"),
    "reject": ("rejected", "rejected"),
    "note": ("note", "note"),
}


def named_in(curation: Curation) -> set[str]:
    """Return the ids of the pain points that a curation speaks of."""
    others = curation.details.get("others", ())
    new = curation.details.get("new_pain_point_id")
    return {curation.pain_point_id, *others, *([new] if new else [])}


def _log_of(series: Series) -> Any:
    return Curation.select().where(
        Curation.owner == series.owner_id, Curation.question == series.question, Curation.source == series.source
    )


def _columns(series: Series) -> dict[str, Any]:
    return {"owner": series.owner_id, "question": series.question, "source": series.source}
