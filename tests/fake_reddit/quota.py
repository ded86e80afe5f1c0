"""Reddit's own count of queries, as its headers tell it."""

from __future__ import annotations

import threading
from collections.abc import Callable

WINDOW_S = 600


class Quota:
    """So many queries in each window of ten minutes; None is no limit, and no headers."""

    def __init__(self, queries: int | None, clock: Callable[[], float]) -> None:
        self._queries = queries
        self._clock = clock
        self._window = -1
        self._used = 0
        self._lock = threading.Lock()

    def spend(self) -> bool:
        """Count a query; say whether it was within the limit."""
        if self._queries is None:
            return True
        with self._lock:
            window = int(self._clock() // WINDOW_S)
            if window != self._window:
                self._window, self._used = window, 0
            self._used += 1
            return self._used <= self._queries

    def headers(self) -> dict[str, str]:
        if self._queries is None:
            return {}
        return {
            "x-ratelimit-used": str(self._used),
            "x-ratelimit-remaining": f"{max(0, self._queries - self._used)}.0",
            "x-ratelimit-reset": str(WINDOW_S - int(self._clock() % WINDOW_S)),
        }
