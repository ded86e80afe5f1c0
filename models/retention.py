"""Which jobs are still kept. Scans and their results outlive them."""

from __future__ import annotations

from datetime import datetime, timedelta

from models.job import Job
from models.scan import Scan

COMPLETED_KEPT_FOR = timedelta(hours=24)
COMPLETED_KEPT = 1_000
FAILED_KEPT_FOR = timedelta(days=7)
ENDED = ("completed", "failed", "cancelled")


def prune_jobs(now: datetime) -> int:
    """Delete jobs past their retention. Completed: 24 h or the newest 1,000; failed and cancelled: 7 days."""
    newest = Job.select(Job.id).where(Job.state == "completed").order_by(Job.finished_at.desc(), Job.id)
    is_old = (Job.finished_at < now - COMPLETED_KEPT_FOR) | Job.id.not_in(newest.limit(COMPLETED_KEPT))
    ended_long_ago = Job.finished_at < now - FAILED_KEPT_FOR
    past = ((Job.state == "completed") & is_old) | (Job.state.in_(("failed", "cancelled")) & ended_long_ago)
    if not Job.select().where(past).exists():  # looking takes no write lock
        return 0
    pruned: int = Job.delete().where(past).execute()
    return pruned


def clean_jobs(owner_id: int, state: str, *, grace: timedelta, limit: int, now: datetime) -> list[str]:
    """Delete up to `limit` jobs that ended in `state` longer than `grace` ago, oldest first; return their ids."""
    owned = Scan.select(Scan.id).where(Scan.owner == owner_id)
    ended = Job.select(Job.id).where(Job.state == state, Job.finished_at <= now - grace, Job.scan.in_(owned))
    ids = [job.id for job in ended.order_by(Job.finished_at, Job.id).limit(limit)]
    # One that a user let go on in between has another state now, and stays.
    removed = Job.delete().where(Job.id.in_(ids), Job.state == state).returning(Job.id).execute()
    return sorted((job.id for job in removed), key=ids.index)
