"""Bare Dramatiq: a pipeline of four actors on its Redis broker as it comes, nothing durable but the messages."""

from __future__ import annotations

import os

import dramatiq
from dramatiq.brokers.redis import RedisBroker

from benchmarks.queue.marks import STAGES, run_stage

# Maintenance with every command instead of one in a thousand, and a worker counts as dead after 15 s, not 60.
QUICK = {"maintenance_chance": 1_000_000, "heartbeat_timeout": 15_000}

broker = RedisBroker(url=os.environ["REDIS_URL"], **QUICK if "QUICK" in os.environ else {})
dramatiq.set_broker(broker)


@dramatiq.actor
def stage(number: int, chain: str) -> None:
    run_stage(number, chain)


def enqueue(chain: str) -> None:
    numbers = range(1, STAGES + 1)
    messages = [stage.message_with_options(args=(number, chain), pipe_ignore=True) for number in numbers]
    dramatiq.pipeline(messages).run()
