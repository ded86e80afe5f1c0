"""Cancelling a scan: at once where nobody works on it, else as soon as its worker looks up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from models.claim import OUT_OF_SLOT, Claim
from models.database import transaction
from models.document import count_documents
from models.event import record
from models.job import Job, job_id_of
from models.scan import Scan


class AlreadyEnded(Exception):
    """The scan has ended and is not cancelled."""


def request_cancel(scan_id: str, *, now: datetime) -> bool:
    """Cancel a scan, or ask the worker that runs it to; return whether it is cancelled already. May be repeated.

    A request that was taken always ends in `cancelled`: the worker can commit nothing after it.

    Raises:
      AlreadyEnded
    """
    with transaction():
        if _cancel(_of(scan_id), (Job.state == "waiting") | _is_ready(), scan_id, now):
            return True
        asked = Job.update(cancel_requested_at=now).where(
            _of(scan_id), Job.state == "active", Job.cancel_requested_at.is_null()
        )
        if asked.execute():
            record(scan_id, "cancel_requested", at=now)
            return False
    scan = Scan.get_by_id(scan_id)
    if scan.status not in ("queued", "running", "cancelled"):
        raise AlreadyEnded(scan_id)
    return bool(scan.status == "cancelled")


def cancel_claimed(claim: Claim, *, now: datetime) -> bool:
    """End a scan whose cancellation was requested, as its worker; False if the claim was lost."""
    with transaction():
        return _cancel(Job.id == claim.job_id, Job.claim == claim.token, claim.scan_id, now, worker=claim.worker)


def cancel_stranded(now: datetime) -> list[str]:
    """End the scans whose cancellation was requested and that no worker runs any more; return their ids."""
    abandoned = _is_ready() | ((Job.stage_state == "running") & (Job.lease_until < now))
    stranded = list(Job.select().where(Job.state == "active", Job.cancel_requested_at.is_null(False), abandoned))
    cancelled = []
    for job in stranded:
        with transaction():
            if _cancel(Job.id == job.id, (Job.state == "active") & abandoned, job.scan_id, now):
                cancelled.append(job.scan_id)
    return cancelled


def _of(scan_id: str) -> Any:
    return Job.id == job_id_of(scan_id)


def _is_ready() -> Any:
    return (Job.state == "active") & (Job.stage_state == "ready")


def _cancel(which: Any, condition: Any, scan_id: str, now: datetime, *, worker: str | None = None) -> bool:
    ended = list(
        Job.update(state="cancelled", finished_at=now, cancel_requested_at=None, **OUT_OF_SLOT)
        .where(which, condition)
        .returning(Job)
        .execute()
    )
    if not ended:
        return False
    job = ended[0]
    has_begun = job.started_at is not None
    posts, comments = count_documents(scan_id)
    message = "Cancelled before it started."
    if has_begun:
        message = (
            f"Cancelled in the stage {job.stage}. The {posts} posts and {comments} comments that were read are kept; "
            f"POST /api/scans/{scan_id}/retry goes on from there."
        )
    Scan.update(
        status="cancelled",
        posts=posts,
        comments=comments,
        error_code="cancelled",
        error_message=message,
        error_stage=job.stage if has_begun else None,
        error_retryable=True,
        finished_at=now,
    ).where(Scan.id == scan_id).execute()
    record(scan_id, "cancelled", at=now, stage=job.stage, worker=worker, posts=posts, comments=comments)
    return True
