"""The queue in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import SQL, Case, fn

from models.job import Job


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
    counts = dict.fromkeys(("waiting", "delayed", "active", "completed", "failed", "cancelled"), 0) | dict(rows)
    if held_back:
        counts["delayed"] += counts["waiting"]
        counts["waiting"] = 0
    return QueueCounts(**counts)


def oldest_waiting(now: datetime) -> datetime | None:
    """Return since when the oldest due job has been waiting."""
    due = Job.not_before.is_null() | (Job.not_before <= now)
    first = Job.select(Job.created_at).where(Job.state == "waiting", due).order_by(Job.created_at).limit(1)
    return next((job.created_at for job in first), None)
