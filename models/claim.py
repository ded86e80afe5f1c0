"""Claims: who may run a stage. Every change of hands is one conditional UPDATE, with the event that tells of it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NoReturn

from models.database import transaction
from models.event import record
from models.job import Job, job_id_of
from models.prepared import Prepared, slot


@dataclass(frozen=True, slots=True)
class Claim:
    """The right of one worker to run one stage of one job until its lease ends."""

    job_id: str
    scan_id: str
    stage: str
    token: str
    worker: str
    attempt: int
    max_attempts: int
    cursor: dict[str, Any] | None


class LostClaim(Exception):
    """Another worker took the stage over, or the scan was deleted: this one must write nothing more."""


class CancelRequested(Exception):
    """A user wants the scan to end: nothing more is written but that."""


def claim_stage(
    scan_id: str, run_token: str, stage: str, *, worker: str, lease: timedelta, now: datetime
) -> Claim | None:
    """Take a stage that is ready. None: someone else has it, it is to be cancelled, or it is over."""
    token, job_id = secrets.token_hex(8), job_id_of(scan_id)
    with transaction():
        taken = _CLAIM.run(
            token=token, worker=worker, until=now + lease, id=job_id, run_token=run_token, stage=stage
        ).fetchone()
        if taken is None:
            return None
        attempts_made, max_attempts, cursor = taken
        record(scan_id, "claimed", at=now, stage=stage, attempt=attempts_made + 1, worker=worker)
    cursor = Job.cursor.python_value(cursor)  # type: ignore[no-untyped-call]
    return Claim(job_id, scan_id, stage, token, worker, attempts_made + 1, max_attempts, cursor)


_CLAIM = Prepared(
    lambda: (
        Job.update(
            stage_state="running",
            claim=slot("token"),
            worker=slot("worker"),
            lease_until=slot("until", Job.lease_until),
        )
        .where(
            Job.id == slot("id"),
            Job.run_token == slot("run_token"),
            Job.state == "active",
            Job.stage == slot("stage"),
            Job.stage_state == "ready",
            Job.cancel_requested_at.is_null(),
        )
        .returning(Job.attempts_made, Job.max_attempts, Job.cursor)
    )
)


def renew_lease(claim: Claim, *, lease: timedelta, now: datetime) -> bool:
    """Extend a lease; False if the claim was lost."""
    return bool(Job.update(lease_until=now + lease).where(*_held(claim)).execute())


def check_claim(claim: Claim) -> None:
    """Look whether this worker should go on.

    Raises:
      LostClaim: Another worker has the stage.
      CancelRequested: It should end the scan.
    """
    job = Job.select(Job.cancel_requested_at).where(*_held(claim)).first()
    if job is None:
        raise LostClaim(f"{claim.job_id}: {claim.stage} was taken over")
    if job.cancel_requested_at:
        raise CancelRequested(claim.job_id)


def save_cursor(claim: Claim, cursor: dict[str, Any], *, is_progress: bool = True) -> None:
    """Note how far the stage has come; call it in the transaction that stores what was done.

    Progress, a cursor that has moved, also proves that the stage does not kill its workers.

    Raises:
      LostClaim, CancelRequested: Roll back.
    """
    forgiven = {"worker_deaths": 0, "alone": False} if is_progress else {}
    _write(claim, cursor=cursor, **forgiven)


def advance(claim: Claim, next_stage: str, *, now: datetime, **detail: Any) -> None:
    """Step to the next stage; call it in the transaction that stores this one's output.

    Raises:
      LostClaim, CancelRequested: Roll back.
    """
    _require(_ADVANCE.run(next_stage=next_stage, now=now, **_key(claim)), claim)
    _record(claim, "stage_completed", now, **detail)


def complete(claim: Claim, *, now: datetime, **detail: Any) -> None:
    """End a job well; call it in the transaction that stores the last stage's output.

    Raises:
      LostClaim, CancelRequested: Roll back.
    """
    _require(_COMPLETE.run(now=now, attempt=claim.attempt, **_key(claim)), claim)
    _record(claim, "stage_completed", now, **detail)
    _record(claim, "completed", now)


def fail(claim: Claim, *, now: datetime, code: str, reason: str, keeps_cursor: bool = True) -> None:
    """End a job badly; call it in the transaction that ends its scan.

    Raises:
      LostClaim, CancelRequested: Roll back.
    """
    kept = {} if keeps_cursor else {"cursor": None}
    _write(
        claim,
        state="failed",
        finished_at=now,
        failed_reason=reason,
        attempts_made=claim.attempt,
        **kept,
        **OUT_OF_SLOT,
    )
    _record(claim, "failed", now, code=code, error=reason)


def hand_back(claim: Claim, *, now: datetime) -> None:
    """Give a stage back unfinished, burning no attempt: it goes on from its cursor.

    Raises:
      LostClaim, CancelRequested: Nothing is given back.
    """
    with transaction():
        _write(claim, stage_state="ready", sent_at=None, **RELEASED)
        _record(claim, "handed_back", now)


def back_off(claim: Claim, *, until: datetime, now: datetime, code: str, reason: str) -> None:
    """Note a failed attempt and put the job back in the waiting line, not to start again before `until`.

    Raises:
      LostClaim, CancelRequested: Roll back.
    """
    _put_back(claim, not_before=until, failed_reason=reason, attempts_made=claim.attempt)
    _record(claim, "attempt_failed", now, code=code, error=reason, again_at=until.isoformat())


def defer(claim: Claim, *, until: datetime, now: datetime, reason: str) -> None:
    """Put the job back in the waiting line until then, burning no attempt: the stage goes on from its cursor.

    Raises:
      LostClaim, CancelRequested: Roll back.
    """
    _put_back(claim, not_before=until, failed_reason=reason)
    _record(claim, "deferred", now, reason=reason, until=until.isoformat())


RELEASED: dict[str, Any] = {"claim": None, "worker": None, "lease_until": None}
OUT_OF_SLOT: dict[str, Any] = {**RELEASED, "slot": None}


def _put_back(claim: Claim, /, **columns: Any) -> None:
    _write(claim, state="waiting", stage_state="ready", **columns, **OUT_OF_SLOT)


def _write(claim: Claim, /, **columns: Any) -> None:
    if not Job.update(**columns).where(*_held(claim), Job.cancel_requested_at.is_null()).execute():
        _refuse(claim)


_ADVANCE = Prepared(
    lambda: Job.update(
        stage=slot("next_stage"),
        stage_state="ready",
        cursor=None,
        worker_deaths=0,
        alone=False,
        sent_at=slot("now", Job.sent_at),
        **RELEASED,
    ).where(*_held_by(slot("id"), slot("stage"), slot("token")), Job.cancel_requested_at.is_null())
)
_COMPLETE = Prepared(
    lambda: Job.update(
        state="completed",
        finished_at=slot("now", Job.finished_at),
        attempts_made=slot("attempt"),
        cursor=None,
        **OUT_OF_SLOT,
    ).where(*_held_by(slot("id"), slot("stage"), slot("token")), Job.cancel_requested_at.is_null())
)


def _require(cursor: Any, claim: Claim) -> None:
    if not cursor.rowcount:
        _refuse(claim)


def _refuse(claim: Claim) -> NoReturn:
    check_claim(claim)
    raise LostClaim(f"{claim.job_id}: {claim.stage} was taken over")


def _record(claim: Claim, kind: str, at: datetime, **detail: Any) -> None:
    record(claim.scan_id, kind, at=at, stage=claim.stage, attempt=claim.attempt, worker=claim.worker, **detail)


def _key(claim: Claim) -> dict[str, str]:
    return {"id": claim.job_id, "stage": claim.stage, "token": claim.token}


def _held(claim: Claim) -> tuple[Any, ...]:
    return _held_by(claim.job_id, claim.stage, claim.token)


def _held_by(job_id: Any, stage: Any, token: Any) -> tuple[Any, ...]:
    return (Job.id == job_id, Job.state == "active", Job.stage == stage, Job.claim == token)
