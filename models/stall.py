"""A running stage whose worker has fallen silent, in the time before another may take it over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.job import Job
from models.worker import Worker


@dataclass(frozen=True, slots=True)
class Stall:
    """For how long the worker has been silent, and how long it still holds its lease; negative once that is over."""

    silent_for: timedelta
    lease_left: timedelta


def find_stall(job: Job, *, silent_after: timedelta, now: datetime) -> Stall | None:
    """Say how the worker of a running stage stalls; None where it beats, or where no stage runs."""
    if job.stage_state != "running" or job.worker is None or job.lease_until is None:
        return None
    worker = Worker.get_or_none(Worker.id == job.worker)
    if worker is None or now - worker.seen_at <= silent_after:
        return None
    return Stall(silent_for=now - worker.seen_at, lease_left=job.lease_until - now)
