"""Starts the scans whose turn it is. Called when one is created, when one ends, and on every tick."""

from __future__ import annotations

from typing import Any

import dramatiq
import redis
import structlog
from dramatiq.composition import pipeline
from peewee import OperationalError

from models.clock import now
from models.job import STAGES
from models.waiting_line import Started, may_start_one, start_next
from settings import load_settings

log = structlog.get_logger(__name__)


def dispatch() -> int:
    """Start waiting scans while a slot is free and the window has room; return how many.

    Never fails: a database that is busy now is asked again at the next tick.
    """
    try:
        return _start_waiting_scans()
    except OperationalError as error:
        log.warning("could not look for waiting scans", error=str(error))
        return 0


def _start_waiting_scans() -> int:
    settings = load_settings()
    started = 0
    has_room = True
    while has_room and may_start_one(settings.scan_concurrency, now()):
        job = start_next(slots=settings.scan_concurrency, starts_per_window=settings.scan_starts_per_minute, now=now())
        if job is None:
            break
        log.info("scan started", scan_id=job.scan_id, stage=job.stage)
        send_chain(job)
        started += 1
        has_room = job.leaves_room
    return started


def send_chain(job: Started) -> None:
    """Send the messages of the stages that are left, as one pipeline.

    A broker that is away loses nothing: the job is active in the database, and the reconciler sends it again.
    """
    broker: Any = dramatiq.get_broker()
    messages = [
        broker.get_actor(stage).message_with_options(args=(job.scan_id, job.run_token), pipe_ignore=True)
        for stage in STAGES[STAGES.index(job.stage) :]
    ]
    try:
        # Not `pipeline.run()`: inside a worker that would wait for the broker to come back.
        broker.enqueue_once(pipeline(messages, broker=broker).messages[0])
    except redis.RedisError as error:
        log.warning("broker unreachable, will send again", scan_id=job.scan_id, stage=job.stage, error=str(error))
