"""The connection, the base model, and what a transaction is here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from peewee import BigIntegerField, DatabaseProxy, Model, SqliteDatabase

from models.writer_lock import WriterLock

BUSY_TIMEOUT_S = 10
CONNECT_TIMEOUT_S = 5
# Of one process: its threads and the heartbeat. All processes together must stay under the server's max_connections.
POOL_SIZE = 20
STALE_AFTER_S = 300
EXCLUSIVE_LOCK = 7_311_950_012  # any number that other programs on the same database do not lock
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

database = DatabaseProxy()
_writer_lock: WriterLock | None = None


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
      DatabaseUnavailable: The kind of database is not supported, or the URL cannot be read.
    """
    global _writer_lock
    _writer_lock = None
    if url.startswith("sqlite:///") and len(url) > len("sqlite:///"):
        path = url.removeprefix("sqlite:///")
        database.initialize(_sqlite(path))
        _writer_lock = WriterLock(Path(f"{path}.writer"), timeout_s=BUSY_TIMEOUT_S)
    elif url.startswith(("postgresql://", "postgres://")):
        database.initialize(_postgres(url))
    else:
        raise DatabaseUnavailable(
            "DATABASE_URL: must be postgresql://user:password@host/name or sqlite:///path/to/file.db; "
            "unset, the data is kept in DATA_DIR"
        )


@contextmanager
def transaction() -> Iterator[None]:
    """Run the block as one transaction."""
    with _writer_lock.held() if _writer_lock else nullcontext(), database.atomic():
        yield


@contextmanager
def exclusive_transaction() -> Iterator[None]:
    """Run the block as a transaction that no other exclusive one overlaps, on whatever host.

    What must not be counted or chosen twice at once belongs here; it should be short.
    """
    with transaction():
        if not is_sqlite():  # there, every transaction is exclusive
            database.execute_sql("SELECT pg_advisory_xact_lock(%s)", (EXCLUSIVE_LOCK,))
        yield


def is_sqlite() -> bool:
    return isinstance(database.obj, SqliteDatabase)


def close_all_connections() -> None:
    """Close what this process has open, as before a fork."""
    if is_sqlite():
        database.close()
    else:
        database.obj.close_all()


def _sqlite(path: str) -> SqliteDatabase:
    opened = SqliteDatabase(
        path,
        timeout=BUSY_TIMEOUT_S,
        # Taking the write lock first makes read-then-write transactions safe: none can find its snapshot stale.
        lock_type="IMMEDIATE",
        pragmas={"journal_mode": "wal", "foreign_keys": 1, "synchronous": "normal", "cache_size": -16_000},
    )
    opened.register_function(_holds_all, "holds_all", deterministic=True)
    return opened


def _holds_all(text: str, *words: str) -> bool:
    """Say whether a text holds words that are casefolded; SQLite's own functions know the case of a to z only."""
    folded = text.casefold()
    return all(word in folded for word in words)


def _postgres(url: str) -> Any:
    from playhouse.pool import PooledPostgresqlDatabase  # psycopg is loaded only where PostgreSQL is used
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        options = conninfo_to_dict(url, connect_timeout=CONNECT_TIMEOUT_S)
    except ProgrammingError as error:
        raise DatabaseUnavailable(f"DATABASE_URL: {error}") from error
    return PooledPostgresqlDatabase(
        options.pop("dbname", ""),
        prefer_psycopg3=True,
        max_connections=POOL_SIZE,
        stale_timeout=STALE_AFTER_S,
        timeout=BUSY_TIMEOUT_S,
        **options,
    )
