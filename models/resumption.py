"""Letting an ended scan go on: from its last good stage, in a run of its own."""

from __future__ import annotations

from datetime import datetime

from models.database import transaction
from models.event import record
from models.job import Job, create_job, job_id_of, new_run_token, turn_of
from models.scan import Scan

RESUMABLE = ("failed", "cancelled")


class NotResumable(Exception):
    """The scan has not failed and was not cancelled."""


def resume_scan(scan_id: str, *, now: datetime) -> None:
    """Put a failed or cancelled scan back in the waiting line, with all its attempts.

    It goes on in the stage that it ended in, fetching from its checkpoint; where its job is no longer kept, from the
    start, with what it has fetched still stored.

    Raises:
      NotResumable
    """
    with transaction():
        cleared = Scan.update(
            status="queued",
            error_code=None,
            error_message=None,
            error_stage=None,
            error_retryable=None,
            finished_at=None,
        ).where(Scan.id == scan_id, Scan.status.in_(RESUMABLE))
        if not cleared.execute():
            raise NotResumable(scan_id)
        job = Job.get_or_none(Job.id == job_id_of(scan_id))
        if job is None:
            scan = Scan.get_by_id(scan_id)
            job = create_job(scan, priority=scan.request.get("priority", "standard"), not_before=None, now=now)
        else:
            _requeue(job, now)
        record(scan_id, "retried", at=now, stage=job.stage)


def _requeue(job: Job, now: datetime) -> None:
    Job.update(
        state="waiting",
        stage_state="ready",
        run_token=new_run_token(),
        attempts_made=0,
        worker_deaths=0,
        failed_reason=None,
        finished_at=None,
        not_before=None,
        sent_at=None,
        queued_at=now,
        turn_at=turn_of(now, job.priority),
    ).where(Job.id == job.id).execute()
