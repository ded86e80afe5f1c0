"""Audiences: named sets of subreddits."""

from __future__ import annotations

from peewee import CharField, ForeignKeyField, JSONField

from models.database import InstantField, Table
from models.owner import Owner


class Audience(Table):
    """`key` is the name without regard to case, unique for each owner."""

    id = CharField(primary_key=True)
    owner = ForeignKeyField(Owner)
    name = CharField()
    key = CharField()
    subreddits = JSONField()
    created_at = InstantField()
    updated_at = InstantField()

    class Meta:
        indexes = ((("owner", "key"), True),)
