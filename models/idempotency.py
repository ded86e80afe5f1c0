"""Which request made which scan, so that a client may repeat a POST whose answer it missed."""

from __future__ import annotations

from datetime import datetime, timedelta

from peewee import CharField, CompositeKey, ForeignKeyField

from models.database import InstantField, Table
from models.owner import Owner
from models.scan import Scan

KEPT_FOR = timedelta(hours=24)


class IdempotencyKey(Table):
    owner = ForeignKeyField(Owner, index=False)
    key = CharField()
    body_hash = CharField()
    scan_id: str
    scan = ForeignKeyField(Scan, on_delete="CASCADE")
    created_at = InstantField()

    class Meta:
        primary_key = CompositeKey("owner", "key")


def find_key(owner_id: int, key: str, *, now: datetime) -> IdempotencyKey | None:
    """Return what the key was used for in the last 24 hours, forgetting older uses."""
    IdempotencyKey.delete().where(IdempotencyKey.created_at < now - KEPT_FOR).execute()
    return IdempotencyKey.get_or_none(IdempotencyKey.owner == owner_id, IdempotencyKey.key == key)


def remember_key(owner_id: int, key: str, *, body_hash: str, scan_id: str, now: datetime) -> None:
    IdempotencyKey.insert(owner=owner_id, key=key, body_hash=body_hash, scan=scan_id, created_at=now).execute()
