"""The connection, the base model, and what a transaction is here."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

from peewee import BigIntegerField, DatabaseProxy, Model, SqliteDatabase

BUSY_TIMEOUT_S = 10
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

database = DatabaseProxy()


class DatabaseUnavailable(Exception):
    """The database cannot be opened or written; the message says what mends it."""


class Table(Model):
    """Base of every table."""

    class Meta:
        database = database
        legacy_table_names = False


class InstantField(BigIntegerField):
    """A moment in UTC, kept as whole milliseconds so that both databases compare and index it alike."""

    def db_value(self, value: Any) -> Any:
        return (value - EPOCH) // timedelta(milliseconds=1) if isinstance(value, datetime) else value

    def python_value(self, value: Any) -> Any:
        return None if value is None else EPOCH + timedelta(milliseconds=value)


def connect(url: str) -> None:
    """Bind every table to the database at `url`; connections open on first use, one a thread.

    Raises:
      DatabaseUnavailable: The kind of database is not supported.
    """
    scheme, _, path = url.partition(":///")
    if scheme != "sqlite" or not path:
        raise DatabaseUnavailable(
            f"DATABASE_URL: this version keeps its data in SQLite only, not in {scheme!r}; "
            "use sqlite:///path/to/file.db or leave it unset"
        )
    database.initialize(
        SqliteDatabase(
            path,
            timeout=BUSY_TIMEOUT_S,
            # Taking the write lock first makes read-then-write transactions safe: none can find its snapshot stale.
            lock_type="IMMEDIATE",
            pragmas={"journal_mode": "wal", "foreign_keys": 1, "synchronous": "normal", "cache_size": -16_000},
        )
    )


def transaction() -> AbstractContextManager[Any]:
    """Run the block as one transaction that nobody else's writes interleave with."""
    return database.atomic()
