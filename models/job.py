"""Jobs: the queue's view of running a scan."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField, JSONField, TextField

from models.database import InstantField, Table
from models.event import record
from models.scan import Scan

STATES = ("waiting", "active", "completed", "failed", "cancelled")
PRIORITIES = {"premium": 0, "standard": 1, "low": 2}
STAGES = ("fetch_reddit", "preprocess_nlp", "cluster", "persist")
MAX_ATTEMPTS = 3
# A job goes before all of a better class that joined the line later than this after it, so that none starves.
AGEING = timedelta(minutes=30)


class Job(Table):
    """`id` is `scan-<scan id>`.

    A waiting job has no `slot` and starts once `not_before` is past, in the order of `turn_at`. An active one holds a
    slot, also between stages (the numbers are unique, so that the database keeps two jobs from one slot); its `stage`
    is `ready` to be claimed, or `running` under a lease. `run_token` names the run that messages speak of, `claim` the
    one worker that may write; both are compared in every write, so that a late or lost worker changes nothing.
    `cursor` is where the running stage may go on after an interruption. `worker_deaths` counts those in a row without
    a checkpoint between; after the second the job runs `alone`.
    """

    id = CharField(primary_key=True)
    scan_id: str
    scan = ForeignKeyField(Scan, unique=True, on_delete="CASCADE")
    state = CharField(default="waiting")
    priority = IntegerField(default=PRIORITIES["standard"])
    slot = IntegerField(null=True, unique=True)
    stage = CharField(default=STAGES[0])
    stage_state = CharField(default="ready")
    run_token = CharField()
    claim = CharField(null=True)
    worker = CharField(null=True)
    lease_until = InstantField(null=True)
    sent_at = InstantField(null=True)
    not_before = InstantField(null=True)
    cursor = JSONField(null=True)
    attempts_made = IntegerField(default=0)
    max_attempts = IntegerField(default=MAX_ATTEMPTS)
    worker_deaths = IntegerField(default=0)
    alone = BooleanField(default=False)
    failed_reason = TextField(null=True)
    created_at = InstantField()
    queued_at = InstantField()
    turn_at = InstantField()
    started_at = InstantField(null=True)
    finished_at = InstantField(null=True)
    cancel_requested_at = InstantField(null=True)

    class Meta:
        indexes = ((("state", "turn_at"), False),)


def job_id_of(scan_id: str) -> str:
    return f"scan-{scan_id}"


def new_run_token() -> str:
    return secrets.token_hex(8)


def turn_of(queued_at: datetime, priority: int) -> datetime:
    """Return the moment that the line orders a job by."""
    return queued_at + AGEING * priority


def create_job(scan: Scan, *, priority: str, not_before: datetime | None, now: datetime) -> Job:
    """Put a scan in the waiting line; one that is to start later joins it only then."""
    number = PRIORITIES[priority]
    queued_at = not_before or now
    job = Job.create(
        id=job_id_of(scan.id),
        scan=scan,
        priority=number,
        run_token=new_run_token(),
        not_before=not_before,
        created_at=now,
        queued_at=queued_at,
        turn_at=turn_of(queued_at, number),
    )
    later: dict[str, Any] = {"start_at": not_before.isoformat()} if not_before else {}
    record(scan.id, "accepted", at=now, priority=priority, **later)
    return job


def find_job(job_id: str, owner_id: int) -> Job | None:
    """Return a job together with its scan."""
    query = Job.select(Job, Scan).join(Scan).where(Job.id == job_id, Scan.owner == owner_id)
    return next(iter(query), None)


def change_priority(scan_id: str, priority: str, *, now: datetime) -> bool:
    """Move a waiting job in the line, and let its scan show so; False if it waits no more. Call it in a transaction."""
    number = PRIORITIES[priority]
    waits = (Job.scan == scan_id) & (Job.state == "waiting")
    job = Job.get_or_none(waits)
    if job is None:
        return False
    if not Job.update(priority=number, turn_at=turn_of(job.queued_at, number)).where(waits).execute():
        return False
    if number != job.priority:
        request = Scan.get_by_id(scan_id).request
        Scan.update(request={**request, "priority": priority}).where(Scan.id == scan_id).execute()
        record(scan_id, "priority_changed", at=now, priority=priority)
    return True
