"""How a worker fetches: no more than it has threads for, and without long naps.

A message that waits behind a busy thread could run elsewhere, and one that arrives during a nap waits it out.
"""

from __future__ import annotations

from typing import Any

from dramatiq.middleware import Middleware

# Dramatiq's default, a second, is most of an idle chain's latency; ten polls a second cost next to nothing.
LONGEST_NAP_MS = 100


class Prefetch(Middleware):
    """Set here since Dramatiq reads its environment variable before this program is imported."""

    def before_worker_boot(self, broker: Any, worker: Any) -> None:
        worker.queue_prefetch = worker.worker_threads
        worker.worker_timeout = LONGEST_NAP_MS
