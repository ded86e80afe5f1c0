from __future__ import annotations

from datetime import timedelta

import pytest

from models import claim as claims
from models.cancellation import cancel_claimed, request_cancel
from models.claim import claim_stage
from models.event import events_of
from models.job import Job
from models.recovery import fail_scan
from models.resumption import NotResumable, resume_scan
from models.scan import Scan
from models.waiting_line import start_next
from tests.factories import LEASE, NOON, make_claim, make_job

LATER = NOON + timedelta(minutes=5)


def fail(claim: claims.Claim) -> None:
    claims.fail(claim, now=NOON, code="x", reason="no")
    fail_scan(claim.scan_id, code="x", message="no", stage=claim.stage, retryable=True, now=NOON)


def test_a_failed_scan_goes_on_in_its_last_stage_from_its_cursor_in_a_run_of_its_own():
    claim = make_claim()
    old_token = Job.get_by_id(claim.job_id).run_token
    claims.save_cursor(claim, {"page": 3})
    fail(claim)
    resume_scan(claim.scan_id, now=LATER)
    scan, job = Scan.get_by_id(claim.scan_id), Job.get_by_id(claim.job_id)
    assert (scan.status, scan.error_code, scan.finished_at) == ("queued", None, None)
    assert (job.state, job.attempts_made, job.failed_reason, job.queued_at) == ("waiting", 0, None, LATER)
    started = start_next(slots=1, starts_per_window=5, now=LATER)
    assert started is not None
    assert started.run_token != old_token
    assert claim_stage(claim.scan_id, old_token, claim.stage, worker="b", lease=LEASE, now=LATER) is None
    again = claim_stage(claim.scan_id, started.run_token, claim.stage, worker="b", lease=LEASE, now=LATER)
    assert again is not None
    assert again.cursor == {"page": 3}
    assert "retried" in [event.kind for event in events_of(claim.scan_id, limit=99)]


def test_a_cancelled_scan_goes_on_in_the_stage_that_it_was_cancelled_in():
    claim = make_claim()
    claims.advance(claim, "preprocess_nlp", now=NOON)
    token = Job.get_by_id(claim.job_id).run_token
    second = claim_stage(claim.scan_id, token, "preprocess_nlp", worker="b", lease=LEASE, now=NOON)
    assert second is not None
    request_cancel(claim.scan_id, now=NOON)
    cancel_claimed(second, now=NOON)
    resume_scan(claim.scan_id, now=LATER)
    started = start_next(slots=1, starts_per_window=5, now=LATER)
    assert started is not None
    assert started.stage == "preprocess_nlp"


def test_what_a_source_refused_is_asked_again():
    claim = make_claim()
    claims.save_cursor(claim, {"refused": ["pottery"]})
    claims.fail(claim, now=NOON, code="nothing_to_read", reason="private", keeps_cursor=False)
    assert Job.get_by_id(claim.job_id).cursor is None


def test_a_scan_whose_job_is_no_longer_kept_starts_again():
    claim = make_claim()
    fail(claim)
    Job.delete().execute()
    resume_scan(claim.scan_id, now=LATER)
    started = start_next(slots=1, starts_per_window=5, now=LATER)
    assert started is not None
    assert (started.scan_id, started.stage) == (claim.scan_id, "fetch_reddit")


def test_only_failed_and_cancelled_scans_go_on_and_only_once():
    job = make_job()
    with pytest.raises(NotResumable):
        resume_scan(job.scan_id, now=NOON)
    request_cancel(job.scan_id, now=NOON)
    resume_scan(job.scan_id, now=NOON)
    with pytest.raises(NotResumable):
        resume_scan(job.scan_id, now=NOON)
