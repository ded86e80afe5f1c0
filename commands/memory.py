"""The peak memory of this process and all its descendants, sampled."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from types import TracebackType

import psutil

SAMPLE_EVERY_S = 0.1


class PeakMemory:
    """Samples resident memory while the block runs; `peak_mb` is the highest sum seen, in MiB."""

    def __init__(self) -> None:
        self.peak_mb = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def _sample(self) -> None:
        me = psutil.Process(os.getpid())
        while True:
            total = 0
            for process in [me, *me.children(recursive=True)]:
                with suppress(psutil.NoSuchProcess):
                    total += process.memory_info().rss
            self.peak_mb = max(self.peak_mb, total / 2**20)
            if self._over.wait(SAMPLE_EVERY_S):
                return
