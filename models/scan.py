"""Scans: one question put to Reddit, what became of it, and what was covered."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    CompositeKey,
    DoesNotExist,
    ForeignKeyField,
    IntegerField,
    JSONField,
    TextField,
)

from models.database import InstantField, Table
from models.owner import Owner
from models.prepared import Prepared, slot, slot_for

STATUSES = ("queued", "running", "completed", "partial", "failed", "cancelled")
ID_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
ID_LENGTH = 10


class Scan(Table):
    """`request` is the accepted body; scans of one `question` (its subreddits and keywords) are comparable."""

    id = CharField(primary_key=True)
    owner_id: int
    owner = ForeignKeyField(Owner)
    source = CharField()
    question = TextField(index=True)
    request = JSONField()
    status = CharField(default="queued", index=True)
    stage = CharField(null=True)
    progress = IntegerField(default=0)
    posts = IntegerField(default=0)
    comments = IntegerField(default=0)
    duplicates = IntegerField(default=0)
    other_languages = IntegerField(default=0)
    mentions = IntegerField(default=0)
    pain_points = IntegerField(default=0)
    error_code = CharField(null=True)
    error_message = TextField(null=True)
    error_stage = CharField(null=True)
    error_retryable = BooleanField(null=True)
    encoder = CharField(null=True)
    as_of_utc = BigIntegerField(null=True)
    corpus_stats = JSONField(null=True)
    stage_seconds = JSONField(default=dict)
    created_at = InstantField(index=True)
    started_at = InstantField(null=True)
    finished_at = InstantField(null=True)


class Coverage(Table):
    """What became of one target of a scan; the columns are those of `sources.types.Coverage`."""

    scan = ForeignKeyField(Scan, on_delete="CASCADE", backref="coverage", index=False)
    target = CharField()
    asked = IntegerField()
    fetched = IntegerField()
    status = CharField()
    reason = TextField(null=True)
    from_utc = BigIntegerField(null=True)
    to_utc = BigIntegerField(null=True)

    class Meta:
        primary_key = CompositeKey("scan", "target")


def load_scan(scan_id: str) -> Scan:
    """Return a scan.

    Raises:
      peewee.DoesNotExist
    """
    values = _BY_ID.first(Scan._meta.sorted_fields, id=scan_id)
    if values is None:
        raise DoesNotExist(scan_id)
    return Scan(**values)


_BY_ID = Prepared(lambda: Scan.select().where(Scan.id == slot("id")))


def stage_seconds_of(scan_id: str) -> dict[str, float]:
    """Return how long each stage of a scan took so far; nothing for one that is gone."""
    values = _STAGE_SECONDS.first([Scan.stage_seconds], id=scan_id)
    return values["stage_seconds"] if values else {}


_STAGE_SECONDS = Prepared(lambda: Scan.select(Scan.stage_seconds).where(Scan.id == slot("id")))


def update_scan(scan_id: str, **columns: Any) -> None:
    """Set columns of a scan."""
    names = tuple(sorted(columns))
    if names not in _UPDATES:
        _UPDATES[names] = Prepared(
            lambda: Scan.update(**{name: slot_for(name, getattr(Scan, name)) for name in names}).where(
                Scan.id == slot("scan_id")
            )
        )
    _UPDATES[names].run(scan_id=scan_id, **columns)


_UPDATES: dict[tuple[str, ...], Prepared] = {}


def new_scan_id() -> str:
    return "".join(secrets.choice(ID_ALPHABET) for _ in range(ID_LENGTH))


def replace_coverage(scan_id: str, rows: list[dict[str, Any]]) -> None:
    Coverage.delete().where(Coverage.scan == scan_id).execute()
    if rows:
        Coverage.insert_many([{"scan": scan_id, **row} for row in rows]).execute()


def coverage_of(scan_id: str) -> list[Coverage]:
    return list(Coverage.select().where(Coverage.scan == scan_id).order_by(Coverage.target))


def find_scan(scan_id: str, owner_id: int) -> Scan | None:
    return Scan.get_or_none(Scan.id == scan_id, Scan.owner == owner_id)


def list_scans(
    owner_id: int, *, limit: int, status: str | None = None, before: tuple[datetime, str] | None = None
) -> list[Scan]:
    """Return scans newest first, those behind the (created_at, id) of the last one seen."""
    query = Scan.select().where(Scan.owner == owner_id)
    if status:
        query = query.where(Scan.status == status)
    if before:
        created_at, scan_id = before
        query = query.where((Scan.created_at < created_at) | ((Scan.created_at == created_at) & (Scan.id < scan_id)))
    return list(query.order_by(Scan.created_at.desc(), Scan.id.desc()).limit(limit))
