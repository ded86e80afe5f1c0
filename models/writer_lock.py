"""One writer at a time for a SQLite database, in turn.

SQLite has the same rule, but lets those who wait sleep for up to 100 ms between two looks: with a few threads that
write often, most of their time goes there.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import OperationalError

LOOK_EVERY_S = 0.0001


class WriterLock:
    """Held by one thread of one process; a thread that holds it may take it again."""

    def __init__(self, path: Path, *, timeout_s: float) -> None:
        self._path = path
        self._timeout_s = timeout_s
        self._threads = threading.RLock()
        self._depth = 0
        self._file: tuple[int, int] | None = None  # process id, descriptor: a fork must not share it

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock for the block.

        Raises:
          peewee.OperationalError: Others held it for too long.
        """
        if not self._threads.acquire(timeout=self._timeout_s):
            raise OperationalError("database is locked by another thread")
        try:
            if self._depth == 0:
                self._lock_file()
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if self._depth == 0:
                    fcntl.flock(self._descriptor(), fcntl.LOCK_UN)
        finally:
            self._threads.release()

    def _lock_file(self) -> None:
        deadline = time.monotonic() + self._timeout_s
        while True:
            try:
                fcntl.flock(self._descriptor(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise OperationalError("database is locked by another process") from None
                time.sleep(LOOK_EVERY_S)
            else:
                return

    def _descriptor(self) -> int:
        if self._file is None or self._file[0] != os.getpid():
            self._file = os.getpid(), os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return self._file[1]
