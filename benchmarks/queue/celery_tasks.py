"""Celery: a chain of four tasks on Redis, acknowledged when they are done so that a dead worker's may come back."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery, chain  # type: ignore[import-not-found]

from benchmarks.queue.marks import STAGES, run_stage

# A message not acknowledged within 15 s is given to another worker, also where its task is only slow.
QUICK: dict[str, Any] = {
    "broker_transport_options": {
        "visibility_timeout": 15,
        "unacked_restore_interval": 1,
        "unacked_restore_throttle": 1,
    },
    "task_reject_on_worker_lost": True,
}

app = Celery("benchmark", broker=os.environ["REDIS_URL"])
app.conf.update(task_acks_late=True, task_ignore_result=True, **QUICK if "QUICK" in os.environ else {})


@app.task  # type: ignore[untyped-decorator]
def stage(number: int, chain_id: str) -> None:
    run_stage(number, chain_id)


def enqueue(chain_id: str) -> None:
    chain(*(stage.si(number, chain_id) for number in range(1, STAGES + 1))).apply_async()
