"""Facts that are made once for an installation and then kept."""

from __future__ import annotations

import secrets

from peewee import CharField, TextField

from models.database import Table

AUTHOR_SALT = "author_salt"


class Installation(Table):
    key = CharField(primary_key=True)
    value = TextField()


def author_salt() -> str:
    """Return the salt that author names are hashed with, made on first use and never changed."""
    Installation.insert(key=AUTHOR_SALT, value=secrets.token_hex(16)).on_conflict_ignore().execute()
    salt: str = Installation.get_by_id(AUTHOR_SALT).value
    return salt
