"""Reading one state of the database for as long as it takes, whatever others write meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from models.database import database, is_sqlite


@contextmanager
def snapshot() -> Iterator[None]:
    """Let the block read what was committed before its first query. It keeps nobody from writing, and must not itself.

    SQLite's log grows while the block lasts, since it cannot be cleared past what is still being read.
    """
    with database.transaction("DEFERRED" if is_sqlite() else "REPEATABLE READ"):
        yield
