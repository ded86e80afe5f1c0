from __future__ import annotations

from datetime import timedelta

import pytest

from models import claim as claims
from models.cancellation import AlreadyEnded, cancel_claimed, cancel_stranded, request_cancel
from models.claim import claim_stage
from models.document import store_documents
from models.event import events_of
from models.job import Job
from models.scan import Scan
from models.waiting_line import start_next
from tests.factories import LEASE, NOON, document_row, make_claim, make_job

SECOND = timedelta(seconds=1)


def kinds(scan_id: str) -> list[str]:
    return [event.kind for event in events_of(scan_id, limit=99)]


@pytest.mark.parametrize("not_before", [None, NOON + timedelta(hours=1)])
def test_a_waiting_or_delayed_scan_is_cancelled_at_once(not_before):
    job = make_job(not_before=not_before)
    assert request_cancel(job.scan_id, now=NOON)
    scan, job = Scan.get_by_id(job.scan_id), Job.get_by_id(job.id)
    assert (scan.status, scan.finished_at, job.state) == ("cancelled", NOON, "cancelled")
    assert start_next(slots=1, starts_per_window=5, now=NOON + timedelta(hours=2)) is None


def test_between_two_stages_too_and_the_slot_is_free():
    claim = make_claim()
    claims.advance(claim, "preprocess_nlp", now=NOON)
    assert request_cancel(claim.scan_id, now=NOON)
    assert Job.get_by_id(claim.job_id).slot is None


def test_a_running_scan_is_cancelled_by_its_worker_and_keeps_what_it_read():
    claim = make_claim()
    store_documents(claim.scan_id, [document_row("t3_a"), document_row("t1_b", post_id="t3_a")])
    assert not request_cancel(claim.scan_id, now=NOON)
    assert not request_cancel(claim.scan_id, now=NOON)
    assert Scan.get_by_id(claim.scan_id).status == "running"
    assert cancel_claimed(claim, now=NOON + SECOND)
    scan, job = Scan.get_by_id(claim.scan_id), Job.get_by_id(claim.job_id)
    assert (scan.status, scan.posts, scan.comments, scan.error_code) == ("cancelled", 1, 1, "cancelled")
    assert "1 posts and 1 comments" in (scan.error_message or "")
    assert (job.state, job.slot, job.cancel_requested_at) == ("cancelled", None, None)
    assert kinds(claim.scan_id) == ["accepted", "started", "claimed", "cancel_requested", "cancelled"]


def test_a_cancelled_scan_may_be_cancelled_again_and_another_end_may_not():
    job = make_job()
    request_cancel(job.scan_id, now=NOON)
    assert request_cancel(job.scan_id, now=NOON)
    assert kinds(job.scan_id).count("cancelled") == 1
    claim = make_claim()
    claims.complete(claim, now=NOON)
    Scan.update(status="completed").where(Scan.id == claim.scan_id).execute()
    with pytest.raises(AlreadyEnded):
        request_cancel(claim.scan_id, now=NOON)


def test_a_scan_whose_worker_died_is_cancelled_when_the_lease_ends():
    claim = make_claim()
    request_cancel(claim.scan_id, now=NOON)
    assert cancel_stranded(NOON + LEASE) == []
    assert cancel_stranded(NOON + LEASE + SECOND) == [claim.scan_id]
    assert not cancel_claimed(claim, now=NOON + LEASE + SECOND)


def test_a_stage_to_be_cancelled_is_granted_to_nobody():
    claim = make_claim()
    run_token = Job.get_by_id(claim.job_id).run_token
    Job.update(stage_state="ready", cancel_requested_at=NOON).where(Job.id == claim.job_id).execute()
    assert claim_stage(claim.scan_id, run_token, claim.stage, worker="b", lease=LEASE, now=NOON) is None
    assert cancel_stranded(NOON) == [claim.scan_id]
