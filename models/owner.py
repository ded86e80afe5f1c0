"""Who owns what a user makes. One local owner until API keys exist."""

from __future__ import annotations

from peewee import AutoField, CharField

from models.database import Table

LOCAL_OWNER_ID = 1


class Owner(Table):
    id = AutoField()
    name = CharField(unique=True)
