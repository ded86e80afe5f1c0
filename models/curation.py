"""What people make of pain points: an append-only log whose entries can be undone."""

from __future__ import annotations

from peewee import AutoField, CharField, ForeignKeyField, JSONField, TextField

from models.database import InstantField, Table
from models.owner import Owner
from models.pain_point import PainPoint


class Curation(Table):
    """One thing done to a pain point. It holds in every scan of its `question` until it is undone."""

    id = AutoField()
    owner = ForeignKeyField(Owner)
    pain_point_id: str
    pain_point = ForeignKeyField(PainPoint)
    question = TextField(index=True)
    action = CharField()
    details = JSONField()
    created_at = InstantField()
    undone_at = InstantField(null=True)
