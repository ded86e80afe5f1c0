"""Fetch no more messages than there are threads, so that none waits behind a busy thread while another is idle."""

from __future__ import annotations

from typing import Any

from dramatiq.middleware import Middleware


class Prefetch(Middleware):
    """Set here since Dramatiq reads its environment variable before this program is imported."""

    def before_worker_boot(self, broker: Any, worker: Any) -> None:
        worker.queue_prefetch = worker.worker_threads
