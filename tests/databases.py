"""A database for each test: SQLite in the test's folder, or PostgreSQL where TEST_POSTGRES_URL names a server."""

from __future__ import annotations

import os
import secrets
from functools import cache
from pathlib import Path

from models.database import close_all_connections, connect
from models.schema import migrate

POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL")  # of a role that may create databases


def on_postgres() -> bool:
    return POSTGRES_URL is not None


def empty_database(folder: Path) -> str:
    """Make a database without tables and return its URL."""
    return _copy_of("template1") if on_postgres() else f"sqlite:///{folder / secrets.token_hex(4)}.db"


def migrated_database(folder: Path) -> str:
    """Make a database with the current schema and return its URL."""
    if on_postgres():
        return _copy_of(_postgres_template())
    url = empty_database(folder)
    connect(url)
    migrate()
    close_all_connections()
    return url


@cache
def _postgres_template() -> str:
    url = _copy_of("template1")
    connect(url)
    migrate()
    close_all_connections()
    return url.rsplit("/", 1)[1]


def _copy_of(template: str) -> str:
    import psycopg

    assert POSTGRES_URL is not None
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(POSTGRES_URL, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"{POSTGRES_URL.rsplit('/', 1)[0]}/{name}"
