"""The queue in numbers, and its jobs by state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import SQL, Case, fn

from models.job import Job
from models.scan import Scan

SHOWN_STATES = ("waiting", "delayed", "active", "completed", "failed", "cancelled")


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """Jobs by state. `delayed` waits for a time, `waiting` for its turn; `total` leaves `cancelled` out."""

    waiting: int
    delayed: int
    active: int
    completed: int
    failed: int
    cancelled: int

    @property
    def total(self) -> int:
        return self.waiting + self.delayed + self.active + self.completed + self.failed


def count_jobs(now: datetime, *, held_back: bool = False) -> QueueCounts:
    """Count all jobs in one query, so that the numbers are of one moment.

    `held_back` says that the window for starts is full: then due jobs count as delayed too.
    """
    is_delayed = (Job.state == "waiting") & (Job.not_before > now)
    shown = Case(None, [(is_delayed, "delayed")], Job.state)
    rows: Any = Job.select(shown.alias("shown"), fn.COUNT(Job.id).alias("n")).group_by(SQL("shown")).tuples()
    counts = dict.fromkeys(SHOWN_STATES, 0) | dict(rows)
    if held_back:
        counts["delayed"] += counts["waiting"]
        counts["waiting"] = 0
    return QueueCounts(**counts)


def oldest_waiting(now: datetime) -> datetime | None:
    """Return since when the oldest due job has been waiting."""
    due = Job.not_before.is_null() | (Job.not_before <= now)
    first = Job.select(Job.queued_at).where(Job.state == "waiting", due).order_by(Job.queued_at).limit(1)
    return next((job.queued_at for job in first), None)


def list_jobs(
    owner_id: int,
    state: str | None,
    *,
    now: datetime,
    held_back: bool,
    limit: int,
    before: tuple[datetime, str] | None = None,
) -> list[Job]:
    """Return jobs with their scans, newest first, those behind the (created_at, id) of the last one seen.

    `state` is one that `count_jobs` counts, and selects the same jobs.
    """
    query = Job.select(Job, Scan).join(Scan).where(Scan.owner == owner_id)
    if state:
        query = query.where(_shown_as(state, now, held_back))
    if before:
        created_at, job_id = before
        query = query.where((Job.created_at < created_at) | ((Job.created_at == created_at) & (Job.id < job_id)))
    return list(query.order_by(Job.created_at.desc(), Job.id.desc()).limit(limit))


def _shown_as(state: str, now: datetime, held_back: bool) -> Any:
    waits = Job.state == "waiting"
    is_later = Job.not_before.is_null(False) & (Job.not_before > now)
    match state:
        case "delayed":
            return waits if held_back else waits & is_later
        case "waiting":
            return waits & (SQL("1 = 0") if held_back else ~is_later)
        case _:
            return Job.state == state


def running_stages() -> dict[str, list[Job]]:
    """Return the jobs that each worker runs, one for each busy thread, by the worker's id."""
    running = Job.select().where(Job.state == "active", Job.stage_state == "running").order_by(Job.id)
    jobs: dict[str, list[Job]] = {}
    for job in running:
        if job.worker:
            jobs.setdefault(job.worker, []).append(job)
    return jobs
