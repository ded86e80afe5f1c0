"""Vectors kept on disk between scans, for all worker processes, within a bound."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import structlog

from settings import Settings

log = structlog.get_logger(__name__)

SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (
    number INTEGER PRIMARY KEY, encoder TEXT NOT NULL, hash BLOB NOT NULL, vector BLOB NOT NULL, UNIQUE (encoder, hash)
)
"""
# A worker waits no longer for another's write: encoding anew takes about as long.
WAIT_S = 2.0
HASHES_PER_QUERY = 500
PART_FORGOTTEN = 10


def vector_cache(settings: Settings) -> FileVectorCache | None:
    """Return the installation's cache, None where its size is set to nought."""
    if settings.vector_cache_mb == 0:
        return None
    return FileVectorCache(settings.data_dir / "vectors.db", settings.vector_cache_mb << 20)


class FileVectorCache:
    """A SQLite file of at most `most_bytes`, of which the oldest tenth goes whenever it is full.

    It only saves time: what cannot be read or written is logged, and encoded anew.
    """

    def __init__(self, file: Path, most_bytes: int) -> None:
        self._file = file
        self._most_bytes = most_bytes

    def find(self, encoder: str, hashes: Sequence[bytes]) -> dict[bytes, bytes]:
        found: dict[bytes, bytes] = {}
        try:
            with closing(self._connect()) as connection:
                for start in range(0, len(hashes), HASHES_PER_QUERY):
                    asked = hashes[start : start + HASHES_PER_QUERY]
                    marks = ",".join("?" * len(asked))
                    query = f"SELECT hash, vector FROM vectors WHERE encoder = ? AND hash IN ({marks})"
                    found |= dict(connection.execute(query, (encoder, *asked)))
        except (sqlite3.Error, OSError) as error:
            log.warning("vector_cache_not_read", file=str(self._file), error=str(error))
        return found

    def keep(self, encoder: str, vectors: Mapping[bytes, bytes]) -> None:
        rows = [(encoder, hash, vector) for hash, vector in vectors.items()]
        try:
            with closing(self._connect()) as connection, connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany("INSERT OR IGNORE INTO vectors (encoder, hash, vector) VALUES (?, ?, ?)", rows)
                while _bytes_used(connection) > self._most_bytes and _forget_oldest(connection):
                    pass
        except (sqlite3.Error, OSError) as error:
            log.warning("vector_cache_not_written", file=str(self._file), error=str(error))

    def _connect(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._file, timeout=WAIT_S)
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(SCHEMA)
        return connection


def _bytes_used(connection: sqlite3.Connection) -> int:
    pages, free, size = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size


def _forget_oldest(connection: sqlite3.Connection) -> int:
    """Delete a tenth, at least one; return how many."""
    (rows,) = connection.execute("SELECT count(*) FROM vectors").fetchone()
    forgotten = "SELECT number FROM vectors ORDER BY number LIMIT ?"
    return connection.execute(
        f"DELETE FROM vectors WHERE number IN ({forgotten})", (rows // PART_FORGOTTEN + 1,)
    ).rowcount
