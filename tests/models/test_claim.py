from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from models import claim as claims
from models.cancellation import request_cancel
from models.claim import CancelRequested, LostClaim, claim_stage
from models.database import transaction
from models.event import events_of
from models.job import Job
from models.recovery import recover_lost
from models.scan import Scan
from models.waiting_line import start_next
from tests.factories import LEASE, NOON, make_claim, make_job

SECOND = timedelta(seconds=1)


def start() -> tuple[str, str]:
    make_job()
    started = start_next(slots=2, starts_per_window=5, now=NOON)
    assert started is not None
    return started.scan_id, started.run_token


def test_a_ready_stage_is_granted_to_one_worker_only():
    scan_id, token = start()
    first = claim_stage(scan_id, token, "fetch_reddit", worker="a", lease=LEASE, now=NOON)
    second = claim_stage(scan_id, token, "fetch_reddit", worker="b", lease=LEASE, now=NOON)
    assert first is not None
    assert second is None


@pytest.mark.parametrize(("token", "stage"), [("another", "fetch_reddit"), (None, "cluster")])
def test_a_message_of_another_run_or_stage_is_refused(token: str | None, stage: str):
    scan_id, run_token = start()
    assert claim_stage(scan_id, token or run_token, stage, worker="a", lease=LEASE, now=NOON) is None


def test_a_waiting_job_cannot_be_claimed():
    job = make_job()
    assert claim_stage(job.scan_id, job.run_token, "fetch_reddit", worker="a", lease=LEASE, now=NOON) is None


def test_a_dead_workers_stage_is_taken_over_and_the_loser_can_write_nothing():
    lost = make_claim()
    later = NOON + LEASE + SECOND
    recover_lost(later)
    run_token = Job.get_by_id(lost.job_id).run_token
    taken = claim_stage(lost.scan_id, run_token, "fetch_reddit", worker="b", lease=LEASE, now=later)
    assert taken is not None
    assert not claims.renew_lease(lost, lease=LEASE, now=later)
    writes: tuple[Callable[[], object], ...] = (
        lambda: claims.save_cursor(lost, {"page": 9}),
        lambda: claims.advance(lost, "preprocess_nlp", now=later),
        lambda: claims.complete(lost, now=later),
        lambda: claims.hand_back(lost, now=later),
        lambda: claims.back_off(lost, until=later, now=later, code="x", reason="no"),
    )
    for write in writes:
        with pytest.raises(LostClaim):
            write()
    claims.save_cursor(taken, {"page": 2})
    assert Job.get_by_id(lost.job_id).cursor == {"page": 2}


def test_a_renewed_lease_is_not_taken_over():
    claim = make_claim()
    later = NOON + LEASE + SECOND
    assert claims.renew_lease(claim, lease=2 * LEASE, now=NOON)
    assert recover_lost(later) == []


def test_a_takeover_counts_a_death_and_goes_on_from_the_cursor_and_progress_forgives():
    claim = make_claim()
    claims.save_cursor(claim, {"page": 3})
    run_token = Job.get_by_id(claim.job_id).run_token
    later = NOON + LEASE + SECOND
    recover_lost(later)
    taken = claim_stage(claim.scan_id, run_token, "fetch_reddit", worker="b", lease=LEASE, now=later)
    assert taken is not None
    assert taken.cursor == {"page": 3}
    assert Job.get_by_id(claim.job_id).worker_deaths == 1
    claims.save_cursor(taken, {"page": 4})
    assert Job.get_by_id(claim.job_id).worker_deaths == 0


def test_a_cursor_that_does_not_move_is_no_progress():
    claim = make_claim()
    Job.update(worker_deaths=2).where(Job.id == claim.job_id).execute()
    claims.save_cursor(claim, {"page": 3}, is_progress=False)
    assert Job.get_by_id(claim.job_id).worker_deaths == 2


def test_advance_makes_the_next_stage_ready_and_forgets_the_cursor():
    claim = make_claim()
    claims.save_cursor(claim, {"page": 3})
    claims.advance(claim, "preprocess_nlp", now=NOON)
    run_token = Job.get_by_id(claim.job_id).run_token
    following = claim_stage(claim.scan_id, run_token, "preprocess_nlp", worker="b", lease=LEASE, now=NOON)
    assert following is not None
    assert following.cursor is None


def test_a_lost_claim_rolls_its_transaction_back():
    claim = make_claim()
    claims.hand_back(claim, now=NOON)

    def write() -> None:
        with transaction():
            Scan.update(posts=77).where(Scan.id == claim.scan_id).execute()
            claims.advance(claim, "preprocess_nlp", now=NOON)

    with pytest.raises(LostClaim):
        write()
    assert Scan.get_by_id(claim.scan_id).posts == 0


def test_backing_off_frees_the_slot_and_counts_the_attempt():
    claim = make_claim()
    until = NOON + timedelta(minutes=1)
    claims.back_off(claim, until=until, now=NOON, code="locked", reason="the file is locked")
    job = Job.get_by_id(claim.job_id)
    assert (job.state, job.slot, job.attempts_made, job.not_before) == ("waiting", None, 1, until)
    assert start_next(slots=1, starts_per_window=5, now=until - SECOND) is None
    assert start_next(slots=1, starts_per_window=5, now=until) is not None


def test_handing_back_burns_no_attempt_and_keeps_the_slot():
    claim = make_claim()
    claims.hand_back(claim, now=NOON)
    job = Job.get_by_id(claim.job_id)
    assert (job.state, job.stage_state, job.attempts_made) == ("active", "ready", 0)
    assert job.slot is not None


def test_after_a_request_to_cancel_the_worker_can_commit_nothing():
    claim = make_claim()
    assert not request_cancel(claim.scan_id, now=NOON)
    writes: tuple[Callable[[], object], ...] = (
        lambda: claims.check_claim(claim),
        lambda: claims.save_cursor(claim, {"page": 9}),
        lambda: claims.advance(claim, "preprocess_nlp", now=NOON),
        lambda: claims.complete(claim, now=NOON),
        lambda: claims.fail(claim, now=NOON, code="x", reason="no"),
        lambda: claims.hand_back(claim, now=NOON),
        lambda: claims.back_off(claim, until=NOON, now=NOON, code="x", reason="no"),
        lambda: claims.defer(claim, until=NOON, now=NOON, reason="no"),
    )
    for write in writes:
        with pytest.raises(CancelRequested):
            write()
    assert Job.get_by_id(claim.job_id).cursor is None


def test_every_change_of_hands_is_an_event():
    claim = make_claim()
    claims.hand_back(claim, now=NOON)
    run_token = Job.get_by_id(claim.job_id).run_token
    again = claim_stage(claim.scan_id, run_token, "fetch_reddit", worker="b", lease=LEASE, now=NOON)
    assert again is not None
    claims.advance(again, "preprocess_nlp", now=NOON, seconds=0.5)
    events = events_of(claim.scan_id, limit=100)
    kinds = [event.kind for event in events]
    assert kinds == ["accepted", "started", "claimed", "handed_back", "claimed", "stage_completed"]
    assert [event.id for event in events] == sorted(event.id for event in events)
    assert (events[-1].stage, events[-1].attempt, events[-1].worker) == ("fetch_reddit", 1, "b")
    assert events[-1].detail == {"seconds": 0.5}


def test_a_refused_write_leaves_no_event():
    claim = make_claim()
    claims.hand_back(claim, now=NOON)
    before = len(events_of(claim.scan_id, limit=100))
    with pytest.raises(LostClaim):
        claims.hand_back(claim, now=NOON)
    assert len(events_of(claim.scan_id, limit=100)) == before
