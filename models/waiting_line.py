"""The waiting line: which job starts next, and whether one may start now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from peewee import AutoField, CharField

from models.database import InstantField, Table, exclusive_transaction
from models.job import Job
from models.scan import Scan

WINDOW = timedelta(seconds=60)


class ScanStart(Table):
    """One start of a scan, kept as long as the window that limits starts looks back.

    `key` names the attempt: one that was deferred and goes on inside the window is not charged a second time.
    """

    id = AutoField()
    key = CharField(index=True)
    at = InstantField(index=True)


@dataclass(frozen=True, slots=True)
class Started:
    scan_id: str
    run_token: str
    stage: str


def is_anyone_due(now: datetime) -> bool:
    """Look whether a start is worth trying, without taking the write lock."""
    return _first_due(now) is not None


def start_next(*, slots: int, starts_per_window: int, now: datetime) -> Started | None:
    """Start the first job of the waiting line that is due, if a slot is free and the window has room."""
    with exclusive_transaction():
        job = _first_due(now)
        slot = _free_slot(slots)
        if job is None or slot is None or not _charge_start(job, starts_per_window, now):
            return None
        started_at = job.started_at or now
        Job.update(
            state="active", slot=slot, stage_state="ready", not_before=None, sent_at=now, started_at=started_at
        ).where(Job.id == job.id).execute()
        Scan.update(status="running", started_at=started_at).where(Scan.id == job.scan_id).execute()
        return Started(job.scan_id, job.run_token, job.stage)


def _first_due(now: datetime) -> Job | None:
    due = Job.not_before.is_null() | (Job.not_before <= now)
    line = Job.select().where(Job.state == "waiting", due).order_by(Job.priority, Job.created_at, Job.id)
    return next(iter(line.limit(1)), None)


def _free_slot(slots: int) -> int | None:
    held = {job.slot for job in Job.select(Job.slot).where(Job.slot.is_null(False))}
    return next((number for number in range(1, slots + 1) if number not in held), None)


def _charge_start(job: Job, starts_per_window: int, now: datetime) -> bool:
    """Note the start of an attempt in the window; False where the window has no room for it."""
    ScanStart.delete().where(ScanStart.at <= now - WINDOW).execute()
    key = f"{job.id}:{job.run_token}:{job.attempts_made}"
    if ScanStart.select().where(ScanStart.key == key).exists():
        return True
    if ScanStart.select().count() >= starts_per_window:
        return False
    ScanStart.create(key=key, at=now)
    return True


def next_room_at(starts_per_window: int, now: datetime) -> datetime | None:
    """Return when the window lets the next scan start; None if it does so now."""
    recent = ScanStart.select().where(ScanStart.at > now - WINDOW).order_by(ScanStart.at.desc())
    starts: list[datetime] = [start.at for start in recent]
    return starts[starts_per_window - 1] + WINDOW if len(starts) >= starts_per_window else None
