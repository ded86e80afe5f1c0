"""RQ: four jobs, each of which enqueues the next.

Not `depends_on`: while two workers end jobs of one queue at once, RQ 3.0.0 leaves some dependents in its registry of
ready jobs (`ReadyJobRegistry.enqueue_jobs` gives way where another wrote it), to be found by maintenance within 600 s.
"""

from __future__ import annotations

import os

from redis import Redis
from rq import Queue, Retry  # type: ignore[import-not-found]

from benchmarks.queue.marks import STAGES, run_stage

queue = Queue("benchmark", connection=Redis.from_url(os.environ["REDIS_URL"]))


def enqueue(chain: str) -> None:
    _enqueue_stage(1, chain)


def stage(number: int, chain: str) -> None:
    run_stage(number, chain)
    if number < STAGES:
        _enqueue_stage(number + 1, chain)


def _enqueue_stage(number: int, chain: str) -> None:
    # Without retries left, RQ fails the job of a dead worker instead of running it again.
    queue.enqueue(stage, number, chain, retry=Retry(max=3))
