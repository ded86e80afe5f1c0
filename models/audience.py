"""Audiences: named sets of subreddits."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from peewee import CharField, ForeignKeyField, JSONField, chunked

from models.database import InstantField, Table, exclusive_transaction
from models.owner import Owner

KEYS_PER_QUERY = 500


class Audience(Table):
    """`key` is the name without regard to case, unique for each owner."""

    id = CharField(primary_key=True)
    owner_id: int
    owner = ForeignKeyField(Owner)
    name = CharField()
    key = CharField()
    subreddits = JSONField()
    created_at = InstantField()
    updated_at = InstantField()

    class Meta:
        indexes = ((("owner", "key"), True),)


class NameTaken(Exception):
    """Another audience has the name."""

    def __init__(self, other: Audience) -> None:
        super().__init__(other.name)
        self.other = other


def key_of(name: str) -> str:
    return name.casefold()


def find_audience(audience_id: str, owner_id: int) -> Audience | None:
    return Audience.get_or_none(Audience.id == audience_id, Audience.owner == owner_id)


def find_audience_called(name: str, owner_id: int) -> Audience | None:
    return Audience.get_or_none(Audience.owner == owner_id, Audience.key == key_of(name))


def audiences_called(names: Iterable[str], owner_id: int) -> dict[str, Audience]:
    """Return the audiences that have one of the names, by `key_of` it."""
    found: dict[str, Audience] = {}
    for batch in chunked([key_of(name) for name in names], KEYS_PER_QUERY):
        rows: Any = Audience.select().where(Audience.owner == owner_id, Audience.key.in_(list(batch)))
        found |= {row.key: row for row in rows}
    return found


def list_audiences(owner_id: int, *, limit: int | None = None, after_key: str | None = None) -> list[Audience]:
    """Return audiences in the order of their keys, behind the key of the last one seen."""
    query = Audience.select().where(Audience.owner == owner_id)
    if after_key is not None:
        query = query.where(Audience.key > after_key)
    return list(query.order_by(Audience.key).limit(limit))


def create_audience(owner_id: int, name: str, subreddits: list[str], *, now: datetime) -> Audience:
    """Store a new audience.

    Raises:
      NameTaken
    """
    with exclusive_transaction():
        if other := find_audience_called(name, owner_id):
            raise NameTaken(other)
        return Audience.create(
            id=secrets.token_hex(8),
            owner=owner_id,
            name=name,
            key=key_of(name),
            subreddits=subreddits,
            created_at=now,
            updated_at=now,
        )


def replace_audience(audience: Audience, name: str, subreddits: list[str], *, now: datetime) -> bool:
    """Give an audience another name and other subreddits; False where it has been deleted since.

    Raises:
      NameTaken
    """
    with exclusive_transaction():
        other = find_audience_called(name, audience.owner_id)
        if other and other.id != audience.id:
            raise NameTaken(other)
        columns = {"name": name, "key": key_of(name), "subreddits": subreddits, "updated_at": now}
        changed: int = Audience.update(columns).where(Audience.id == audience.id).execute()
    return changed == 1


def delete_audience(audience_id: str, owner_id: int) -> bool:
    """Delete an audience; False where there is none. Scans that read it keep its subreddits and its name."""
    with exclusive_transaction():
        query = Audience.delete().where(Audience.id == audience_id, Audience.owner == owner_id)
        deleted: int = query.execute()
    return deleted == 1
