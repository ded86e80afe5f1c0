"""The waiting line: which job starts next, and whether one may start now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from peewee import AutoField, CharField, Select, Value, fn

from models.claim import OUT_OF_SLOT
from models.database import InstantField, Table, exclusive_transaction, transaction
from models.event import record
from models.job import Job, job_id_of
from models.prepared import Prepared, slot
from models.queue_control import paused_since
from models.scan import Scan, update_scan

WINDOW = timedelta(seconds=60)
NEEDED_TO_START = (Job.id, Job.scan, Job.run_token, Job.stage, Job.attempts_made, Job.started_at, Job.alone)


class ScanStart(Table):
    """One start of a scan, kept as long as the window that limits starts looks back.

    `key` names the attempt: one that was deferred and goes on inside the window is not charged a second time.
    """

    id = AutoField()
    key = CharField(index=True)
    at = InstantField(index=True)


@dataclass(frozen=True, slots=True)
class Started:
    """A scan that holds a slot now; `leaves_room` where another slot is free."""

    scan_id: str
    run_token: str
    stage: str
    leaves_room: bool = field(default=True, compare=False)


def may_start_one(slots: int, now: datetime) -> bool:
    """Look whether a start is worth trying, without taking the write lock."""
    is_any_due, active = _OUTLOOK.run(now=now).fetchone()
    return is_any_due is not None and active < slots


def start_next(*, slots: int, starts_per_window: int, now: datetime) -> Started | None:
    """Start the first job of the waiting line that is due, if a slot is free and the window has room.

    `starts_per_window` 0 means no limit. A job that may have killed its workers starts only where no other runs, and
    none starts beside it.
    """
    with exclusive_transaction():
        job = _first_due(now)
        free = _free_slots(slots, alone=job.alone) if job else []
        if job is None or not free or paused_since():
            return None
        if starts_per_window and not _charge_start(job, starts_per_window, now):
            return None
        started_at = job.started_at or now
        _START.run(number=free[0], now=now, started_at=started_at, id=job.id)
        update_scan(job.scan_id, status="running", stage=job.stage, started_at=started_at)
        record(
            job.scan_id, "started", at=now, stage=job.stage, attempt=job.attempts_made + 1, slot=free[0],
            key=start_key(job),
        )  # fmt: skip
        return Started(job.scan_id, job.run_token, job.stage, leaves_room=len(free) > 1 and not job.alone)


def _first_due(now: datetime) -> Job | None:
    values = _FIRST_DUE.first(NEEDED_TO_START, now=now)
    return None if values is None else Job(**values)


def _due() -> Any:
    return (Job.state == "waiting") & (Job.not_before.is_null() | (Job.not_before <= slot("now", Job.not_before)))


_FIRST_DUE = Prepared(
    lambda: Job.select(*NEEDED_TO_START).where(_due()).order_by(Job.turn_at, Job.created_at, Job.id).limit(1)
)
_START = Prepared(
    lambda: Job.update(
        state="active",
        slot=slot("number"),
        stage_state="ready",
        not_before=None,
        sent_at=slot("now", Job.sent_at),
        started_at=slot("started_at", Job.started_at),
    ).where(Job.id == slot("id"))
)
_OUTLOOK = Prepared(
    lambda: Select(
        columns=[
            Job.select(Value(1)).where(_due()).limit(1),
            Job.select(fn.COUNT(Job.id)).where(Job.state == "active"),
        ]
    )
)


def _free_slots(slots: int, *, alone: bool) -> list[int]:
    active = _SLOTS.run().fetchall()
    if any(others_alone for _, others_alone in active) or (alone and active):
        return []
    held = {held_slot for held_slot, _ in active}
    return [number for number in range(1, slots + 1) if number not in held]


_SLOTS = Prepared(lambda: Job.select(Job.slot, Job.alone).where(Job.state == "active"))


def start_key(job: Job) -> str:
    """Name the attempt that a start is charged for, once."""
    return f"{job.scan_id}:{job.run_token}:{job.attempts_made + 1}"


def _charge_start(job: Job, starts_per_window: int, now: datetime) -> bool:
    """Note the start of an attempt in the window; False where the window has no room for it."""
    ScanStart.delete().where(ScanStart.at <= now - WINDOW).execute()
    if ScanStart.select().where(ScanStart.key == start_key(job)).exists():
        return True
    if ScanStart.select().count() >= starts_per_window:
        return False
    ScanStart.create(key=start_key(job), at=now)
    return True


def next_room_at(starts_per_window: int, now: datetime) -> datetime | None:
    """Return when the window lets the next scan start; None if it does so now."""
    if not starts_per_window:
        return None
    recent = ScanStart.select().where(ScanStart.at > now - WINDOW).order_by(ScanStart.at.desc())
    starts: list[datetime] = [start.at for start in recent]
    return starts[starts_per_window - 1] + WINDOW if len(starts) >= starts_per_window else None


def attempt_to_start(scan_id: str, run_token: str) -> str | None:
    """Return the key of the attempt that a message may begin; None if it is about no start."""
    job = Job.get_or_none(Job.id == job_id_of(scan_id))
    return start_key(job) if job and _may_begin(job, run_token) else None


def _may_begin(job: Job, run_token: str) -> bool:
    return bool(job.state == "active" and job.stage_state == "ready" and job.run_token == run_token)


def defer_start(scan_id: str, run_token: str, *, until: datetime, now: datetime, reason: str) -> bool:
    """Put a job that has just started back in the line, burning no attempt; False if it is not to be started."""
    columns: dict[str, Any] = {"state": "waiting", "not_before": until, **OUT_OF_SLOT}
    started = (Job.state == "active") & (Job.stage_state == "ready") & (Job.run_token == run_token)
    with transaction():
        if not Job.update(**columns).where(Job.id == job_id_of(scan_id), started).execute():
            return False
        Scan.update(status="queued").where(Scan.id == scan_id).execute()
        record(scan_id, "deferred", at=now, reason=reason, until=until.isoformat())
    return True
