"""`cli.py migrate`: bring the database up to this version of the program."""

from __future__ import annotations

from models import schema
from models.database import connect
from settings import load_settings


def migrate() -> None:
    """Bring the database up to this version of the program."""
    connect(load_settings().db_url)
    applied = schema.migrate()
    print(f"Applied {', '.join(applied)}." if applied else "The database is up to date.")
