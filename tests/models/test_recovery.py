from __future__ import annotations

from datetime import datetime, timedelta

from models import claim as claims
from models.cancellation import request_cancel
from models.claim import claim_stage
from models.event import events_of
from models.job import Job
from models.recovery import expire_leases, recover_lost, unclaimed_jobs
from models.scan import Scan
from models.waiting_line import start_next
from tests.factories import LEASE, NOON, make_claim, make_job

SECOND = timedelta(seconds=1)
AFTER = timedelta(seconds=10)


def outcomes(at: datetime) -> list[tuple[str, str]]:
    return [(lost.scan_id, lost.outcome) for lost in recover_lost(at)]


def test_a_stage_that_nobody_claims_is_sent_again_once():
    make_job()
    started = start_next(slots=1, starts_per_window=5, now=NOON)
    assert unclaimed_jobs(NOON + AFTER, after=AFTER) == []
    late = NOON + AFTER + SECOND
    assert unclaimed_jobs(late, after=AFTER) == [started]
    assert unclaimed_jobs(late, after=AFTER) == []


def test_a_running_stage_is_left_alone_until_its_lease_ends():
    claim = make_claim()
    assert outcomes(NOON + LEASE) == []
    assert outcomes(NOON + LEASE + SECOND) == [(claim.scan_id, "sent_again")]
    assert outcomes(NOON + LEASE + SECOND) == []


def test_a_worker_known_to_be_dead_is_not_waited_for():
    claim = make_claim(worker="dead")
    assert expire_leases(["another"], NOON) == 0
    assert expire_leases(["dead"], NOON) == 1
    assert outcomes(NOON) == [(claim.scan_id, "sent_again")]


def test_a_stage_that_was_handed_back_is_sent_again_at_once():
    claim = make_claim()
    claims.hand_back(claim, now=NOON)
    assert [job.scan_id for job in unclaimed_jobs(NOON, after=AFTER)] == [claim.scan_id]


def test_a_scan_to_be_cancelled_is_not_sent_again():
    claim = make_claim()
    request_cancel(claim.scan_id, now=NOON)
    assert outcomes(NOON + LEASE + SECOND) == []
    assert unclaimed_jobs(NOON + LEASE + SECOND, after=AFTER) == []


def die(scan_id: str, at: datetime) -> datetime:
    """Let a worker take the scan's stage and fall silent; return when that is known."""
    run_token = Job.get(Job.scan == scan_id).run_token
    assert claim_stage(scan_id, run_token, "fetch_reddit", worker="w", lease=LEASE, now=at)
    return at + LEASE + SECOND


def test_the_second_death_puts_the_scan_back_to_run_alone_and_the_third_fails_it():
    claim = make_claim()
    at = NOON + LEASE + SECOND
    assert outcomes(at) == [(claim.scan_id, "sent_again")]
    at = die(claim.scan_id, at)
    assert outcomes(at) == [(claim.scan_id, "alone")]
    job = Job.get_by_id(claim.job_id)
    assert (job.state, job.slot, job.alone, Scan.get_by_id(claim.scan_id).status) == ("waiting", None, True, "queued")
    assert start_next(slots=2, starts_per_window=99, now=at) is not None
    at = die(claim.scan_id, at)
    assert outcomes(at) == [(claim.scan_id, "crash_loop")]
    scan, job = Scan.get_by_id(claim.scan_id), Job.get_by_id(claim.job_id)
    assert (scan.status, scan.error_code, job.state, job.slot) == ("failed", "crash_loop", "failed", None)
    assert "limit_posts" in (scan.error_message or "")
    lost = [event.detail["outcome"] for event in events_of(claim.scan_id, limit=99) if event.kind == "worker_lost"]
    assert lost == ["sent_again", "alone", "crash_loop"]


def test_progress_between_deaths_forgives_them():
    claim = make_claim()
    at = die_after_progress(claim.scan_id, NOON + LEASE + SECOND)
    for _ in range(5):
        at = die_after_progress(claim.scan_id, at)
    job = Job.get_by_id(claim.job_id)
    assert (job.state, job.alone) == ("active", False)


def die_after_progress(scan_id: str, at: datetime) -> datetime:
    assert outcomes(at) == [(scan_id, "sent_again")]
    run_token = Job.get(Job.scan == scan_id).run_token
    claim = claim_stage(scan_id, run_token, "fetch_reddit", worker="w", lease=LEASE, now=at)
    assert claim is not None
    claims.save_cursor(claim, {"page": at.isoformat()})
    return at + LEASE + SECOND


def test_a_suspect_waits_until_no_other_runs_and_none_starts_beside_it():
    suspect = make_job(at=NOON)
    Job.update(alone=True).where(Job.id == suspect.id).execute()
    other = make_job(at=NOON - SECOND)
    first = start_next(slots=2, starts_per_window=99, now=NOON)
    assert first is not None
    assert first.scan_id == other.scan_id
    assert start_next(slots=2, starts_per_window=99, now=NOON) is None
    Job.update(state="completed", slot=None).where(Job.id == other.id).execute()
    second = start_next(slots=2, starts_per_window=99, now=NOON)
    assert second is not None
    assert second.scan_id == suspect.scan_id
    make_job(at=NOON)
    assert start_next(slots=2, starts_per_window=99, now=NOON) is None
