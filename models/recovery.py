"""What should be in flight and is not, and which jobs are no longer kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from models.database import transaction
from models.job import Job
from models.scan import Scan
from models.waiting_line import Started

# Longer than a message waits for a free thread, so that a re-sent one is rarely a second copy.
UNCLAIMED_AFTER = timedelta(seconds=10)
DEATHS_UNTIL_FAILED = 3
COMPLETED_KEPT_FOR = timedelta(hours=24)
COMPLETED_KEPT = 1_000
FAILED_KEPT_FOR = timedelta(days=7)


def stranded_jobs(now: datetime) -> list[Started]:
    """Return the active jobs that nobody works on, and note that each is sent again now.

    Either their message was lost, or the worker that ran them let its lease run out.
    """
    unclaimed = (Job.stage_state == "ready") & (Job.sent_at.is_null() | (Job.sent_at < now - UNCLAIMED_AFTER))
    not_just_sent = Job.sent_at.is_null() | (Job.sent_at < now - UNCLAIMED_AFTER)
    dead = (Job.stage_state == "running") & (Job.lease_until < now) & not_just_sent
    stranded = []
    for job in Job.select().where(Job.state == "active", unclaimed | dead):
        was_sent = Job.sent_at == job.sent_at if job.sent_at else Job.sent_at.is_null()
        if Job.update(sent_at=now).where(Job.id == job.id, Job.claim == job.claim, was_sent).execute():
            stranded.append(Started(job.scan_id, job.run_token, job.stage))
    return stranded


def fail_crash_loops(now: datetime) -> list[str]:
    """Fail the jobs whose workers keep dying in one stage; return the ids of their scans."""
    dead = (Job.stage_state == "running") & (Job.lease_until < now)
    loops = list(Job.select().where(Job.state == "active", dead, Job.worker_deaths >= DEATHS_UNTIL_FAILED - 1))
    failed = []
    for job in loops:
        message = (
            f"The worker died {DEATHS_UNTIL_FAILED} times in a row in the stage {job.stage}. It may lack memory: "
            "run the scan again with fewer subreddits, a shorter range or a lower limit_posts."
        )
        with transaction():
            ended = Job.update(state="failed", slot=None, finished_at=now, failed_reason=message, claim=None).where(
                Job.id == job.id, Job.state == "active", Job.claim == job.claim, dead
            )
            if not ended.execute():
                continue
            fail_scan(job.scan_id, code="crash_loop", message=message, stage=job.stage, retryable=False, now=now)
            failed.append(job.scan_id)
    return failed


def fail_scan(scan_id: str, *, code: str, message: str, stage: str, retryable: bool, now: datetime) -> None:
    """Give a scan its final error; the caller ends its job in the same transaction."""
    Scan.update(
        status="failed",
        error_code=code,
        error_message=message,
        error_stage=stage,
        error_retryable=retryable,
        finished_at=now,
    ).where(Scan.id == scan_id).execute()


def prune_jobs(now: datetime) -> int:
    """Delete jobs past their retention; scans and results stay. Completed: 24 h or the newest 1,000; others 7 days."""
    newest = Job.select(Job.id).where(Job.state == "completed").order_by(Job.finished_at.desc(), Job.id)
    is_old = (Job.finished_at < now - COMPLETED_KEPT_FOR) | Job.id.not_in(newest.limit(COMPLETED_KEPT))
    ended_long_ago = Job.finished_at < now - FAILED_KEPT_FOR
    past = ((Job.state == "completed") & is_old) | (Job.state.in_(("failed", "cancelled")) & ended_long_ago)
    if not Job.select().where(past).exists():  # looking takes no write lock
        return 0
    pruned: int = Job.delete().where(past).execute()
    return pruned
