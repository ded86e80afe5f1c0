"""What should be in flight and is not: lost messages, lost workers, and scans that kill their workers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from models.claim import OUT_OF_SLOT, RELEASED
from models.database import transaction
from models.event import record
from models.job import Job
from models.scan import Scan
from models.waiting_line import Started

# After so many deaths in a row the scan runs alone, so that no neighbour is blamed for a worker that it shares.
DEATHS_UNTIL_ALONE = 2


@dataclass(frozen=True, slots=True)
class Recovered:
    """A job whose worker was lost, and what became of it: `sent_again`, `alone` (back in line) or `crash_loop`."""

    scan_id: str
    worker: str
    outcome: str
    send: Started | None = None


def recover_lost(now: datetime) -> list[Recovered]:
    """Take the stages of dead workers back; the caller sends those that go on."""
    dead = list(Job.select().where(Job.state == "active", *_is_dead(now), Job.cancel_requested_at.is_null()))
    recovered = []
    for job in dead:
        with transaction():
            if outcome := _recover(job, now):
                recovered.append(outcome)
    return recovered


def _recover(job: Job, now: datetime) -> Recovered | None:
    """Write down one death; None where another process was quicker."""
    deaths = job.worker_deaths + 1
    if job.alone:
        outcome, columns = "crash_loop", _failed(job, now)
    elif deaths >= DEATHS_UNTIL_ALONE:
        outcome, columns = "alone", {"state": "waiting", "alone": True, "stage_state": "ready", **OUT_OF_SLOT}
    else:
        outcome, columns = "sent_again", {"stage_state": "ready", "sent_at": now, **RELEASED}
    unchanged = (Job.id == job.id, Job.claim == job.claim, Job.cancel_requested_at.is_null(), *_is_dead(now))
    if not Job.update(worker_deaths=deaths, **columns).where(*unchanged).execute():
        return None
    worker = str(job.worker)
    record(job.scan_id, "worker_lost", at=now, stage=job.stage, worker=worker, deaths=deaths, outcome=outcome)
    if outcome == "sent_again":
        return Recovered(job.scan_id, worker, outcome, Started(job.scan_id, job.run_token, job.stage))
    if outcome == "alone":
        Scan.update(status="queued").where(Scan.id == job.scan_id).execute()
        return Recovered(job.scan_id, worker, outcome)
    message = columns["failed_reason"]
    fail_scan(job.scan_id, code="crash_loop", message=message, stage=job.stage, retryable=False, now=now)
    record(job.scan_id, "failed", at=now, stage=job.stage, code="crash_loop", error=message)
    return Recovered(job.scan_id, worker, outcome)


def _failed(job: Job, now: datetime) -> dict[str, Any]:
    message = (
        f"The worker died {job.worker_deaths + 1} times in a row in the stage {job.stage}, at last with no other scan "
        "beside it. It may lack memory: run the scan again with fewer subreddits, a shorter range or a lower "
        "limit_posts."
    )
    return {"state": "failed", "finished_at": now, "failed_reason": message, **OUT_OF_SLOT}


def _is_dead(now: datetime) -> tuple[Any, ...]:
    return (Job.stage_state == "running", Job.lease_until < now)


def unclaimed_jobs(now: datetime, *, after: timedelta) -> list[Started]:
    """Return the active jobs whose message is nowhere to be seen, and note that each is sent again now.

    A message that merely waits for a free thread is sent twice then; the claim lets one through.
    """
    waits = (Job.state == "active") & (Job.stage_state == "ready") & Job.cancel_requested_at.is_null()
    overdue = Job.sent_at.is_null() | (Job.sent_at < now - after)
    sent = []
    for job in Job.select().where(waits, overdue):
        with transaction():
            was_sent = Job.sent_at == job.sent_at if job.sent_at else Job.sent_at.is_null()
            if Job.update(sent_at=now).where(Job.id == job.id, Job.stage == job.stage, waits, was_sent).execute():
                record(job.scan_id, "sent_again", at=now, stage=job.stage)
                sent.append(Started(job.scan_id, job.run_token, job.stage))
    return sent


def expire_leases(worker_ids: Iterable[str], now: datetime) -> int:
    """End the leases of workers that are known to be dead; return how many there were."""
    return int(
        Job.update(lease_until=now - timedelta(milliseconds=1))
        .where(Job.state == "active", Job.stage_state == "running", Job.worker.in_(list(worker_ids)))
        .execute()
    )


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
