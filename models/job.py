"""Jobs: the queue's view of running a scan. Every change of hands is one conditional UPDATE or one transaction."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from peewee import Case, CharField, ForeignKeyField, IntegerField, JSONField, TextField

from models.database import InstantField, Table
from models.scan import Scan

STATES = ("waiting", "active", "completed", "failed", "cancelled")
PRIORITIES = {"premium": 0, "standard": 1, "low": 2}
STAGES = ("fetch_reddit", "preprocess_nlp", "cluster", "persist")
MAX_ATTEMPTS = 3


class Job(Table):
    """`id` is `scan-<scan id>`.

    A waiting job has no `slot` and starts once `not_before` is past. An active one holds a slot, also between stages
    (the numbers are unique, so that the database keeps two jobs from one slot); its `stage` is `ready` to be claimed,
    or `running` under a lease. `run_token` names the run that messages speak of,
    `claim` the one worker that may write; both are compared in every write, so that a late or lost worker changes
    nothing. `cursor` is where the running stage may go on after an interruption.
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
    failed_reason = TextField(null=True)
    created_at = InstantField()
    started_at = InstantField(null=True)
    finished_at = InstantField(null=True)

    class Meta:
        indexes = ((("state", "priority", "created_at"), False),)


@dataclass(frozen=True, slots=True)
class Claim:
    """The right of one worker to run one stage of one job until its lease ends."""

    job_id: str
    scan_id: str
    stage: str
    token: str
    attempt: int
    cursor: dict[str, Any] | None


class LostClaim(Exception):
    """Another worker took the stage over, or the scan was deleted: this one must write nothing more."""


def job_id_of(scan_id: str) -> str:
    return f"scan-{scan_id}"


def create_job(scan: Scan, *, priority: str, not_before: datetime | None, now: datetime) -> Job:
    return Job.create(
        id=job_id_of(scan.id),
        scan=scan,
        priority=PRIORITIES[priority],
        run_token=secrets.token_hex(8),
        not_before=not_before,
        created_at=now,
    )


def find_job(job_id: str, owner_id: int) -> Job | None:
    """Return a job together with its scan."""
    query = Job.select(Job, Scan).join(Scan).where(Job.id == job_id, Scan.owner == owner_id)
    return next(iter(query), None)


def claim_stage(
    scan_id: str, run_token: str, stage: str, *, worker: str, lease: timedelta, now: datetime
) -> Claim | None:
    """Take a stage that is ready, or whose worker let its lease run out. None: someone else has it, or it is over."""
    token = secrets.token_hex(8)
    job_id = job_id_of(scan_id)
    dead = (Job.stage_state == "running") & (Job.lease_until < now)
    taken = (
        Job.update(
            stage_state="running",
            claim=token,
            worker=worker,
            lease_until=now + lease,
            worker_deaths=Job.worker_deaths + Case(None, [(Job.stage_state == "running", 1)], 0),
        )
        .where(
            Job.id == job_id,
            Job.run_token == run_token,
            Job.state == "active",
            Job.stage == stage,
            (Job.stage_state == "ready") | dead,
        )
        .execute()
    )
    if not taken:
        return None
    job = Job.get_by_id(job_id)
    Scan.update(stage=stage).where(Scan.id == scan_id).execute()
    return Claim(job_id, scan_id, stage, token, job.attempts_made + 1, job.cursor)


def renew_lease(claim: Claim, *, lease: timedelta, now: datetime) -> bool:
    """Extend a lease; False if the claim was lost."""
    return bool(Job.update(lease_until=now + lease).where(*_held(claim)).execute())


def save_cursor(claim: Claim, cursor: dict[str, Any], *, is_progress: bool = True) -> None:
    """Note how far the stage has come; call it in the transaction that stores what was done.

    Progress, a cursor that has moved, also proves that the stage does not kill its workers.

    Raises:
      LostClaim: Another worker has the stage; roll back.
    """
    forgiven = {"worker_deaths": 0} if is_progress else {}
    _write(claim, cursor=cursor, **forgiven)


def advance(claim: Claim, next_stage: str, *, now: datetime) -> None:
    """Step to the next stage; call it in the transaction that stores this one's output.

    Raises:
      LostClaim: Another worker has the stage; roll back.
    """
    _write(
        claim,
        stage=next_stage,
        stage_state="ready",
        cursor=None,
        claim=None,
        worker=None,
        lease_until=None,
        worker_deaths=0,
        sent_at=now,
    )


def hand_back(claim: Claim) -> None:
    """Give a stage back unfinished, burning no attempt: it goes on from its cursor.

    Raises:
      LostClaim: Another worker has the stage.
    """
    _write(claim, stage_state="ready", claim=None, worker=None, lease_until=None, sent_at=None)


def finish(claim: Claim, state: str, *, now: datetime, reason: str | None = None) -> None:
    """End a job; call it in the transaction that ends its scan.

    Raises:
      LostClaim: Another worker has the stage; roll back.
    """
    _write(
        claim,
        state=state,
        slot=None,
        claim=None,
        worker=None,
        lease_until=None,
        cursor=None,
        finished_at=now,
        failed_reason=reason,
        attempts_made=claim.attempt,
    )


def back_off(claim: Claim, *, until: datetime, reason: str) -> None:
    """Note a failed attempt and put the job back in the waiting line, not to start again before `until`.

    Raises:
      LostClaim: Another worker has the stage; roll back.
    """
    _put_back(claim, not_before=until, failed_reason=reason, attempts_made=claim.attempt)


def defer(claim: Claim, *, until: datetime, reason: str) -> None:
    """Put the job back in the waiting line until then, burning no attempt: the stage goes on from its cursor.

    Raises:
      LostClaim: Another worker has the stage; roll back.
    """
    _put_back(claim, not_before=until, failed_reason=reason)


def _put_back(claim: Claim, /, **columns: Any) -> None:
    _write(
        claim,
        state="waiting",
        slot=None,
        stage_state="ready",
        claim=None,
        worker=None,
        lease_until=None,
        **columns,
    )


def _write(claim: Claim, /, **columns: Any) -> None:
    if not Job.update(**columns).where(*_held(claim)).execute():
        raise LostClaim(f"{claim.job_id}: {claim.stage} was taken over")


def _held(claim: Claim) -> tuple[Any, ...]:
    return (Job.id == claim.job_id, Job.state == "active", Job.stage == claim.stage, Job.claim == claim.token)
