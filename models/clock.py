"""The one clock that leases, limits and retention are measured by: the database's, so that all hosts agree."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

from models.database import database, is_sqlite

SYNC_EVERY_S = 10.0
# Both give milliseconds since the epoch, whatever the clock of the host that asks.
SQLITE_NOW = "SELECT CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
POSTGRES_NOW = "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_lock = threading.Lock()
# What the database's clock showed, and this process's monotonic clock at that moment; None until it was asked.
_synced: tuple[int, float] | None = None


def now() -> datetime:
    """Return the current time, aware, in UTC, in whole milliseconds."""
    return EPOCH + timedelta(milliseconds=now_ms())


def now_ms() -> int:
    """Return milliseconds since the epoch: the database's clock, or this host's as long as that was not asked."""
    if _synced is None:
        return time.time_ns() // 1_000_000
    shown_ms, asked_at = _synced
    return shown_ms + int((time.monotonic() - asked_at) * 1000)


def sync() -> None:
    """Ask the database what time it is, at most every `SYNC_EVERY_S`; between two answers the monotonic clock counts.

    Raises:
      peewee.PeeweeException: The database cannot say; the clock goes on from the last answer.
    """
    global _synced
    with _lock:
        if _synced is not None and time.monotonic() - _synced[1] < SYNC_EVERY_S:
            return
        began = time.monotonic()
        shown_ms = database.execute_sql(SQLITE_NOW if is_sqlite() else POSTGRES_NOW).fetchone()[0]
        ended = time.monotonic()
        _synced = (int(shown_ms), (began + ended) / 2)


def forget() -> None:
    """Go back to this host's clock, as for another database."""
    global _synced
    with _lock:
        _synced = None
