from __future__ import annotations

from datetime import timedelta

import pytest
from dramatiq.middleware import TimeLimitExceeded
from peewee import OperationalError

from actors.failure import defer_run, explain, settle_failure
from actors.run import Run
from models import claim as claims
from models.claim import LostClaim
from models.clock import now
from models.job import Job
from models.scan import Scan
from models.waiting_line import start_next
from sources.errors import NothingInRange, RetryLater, SourceError
from tests.factories import LEASE, make_claim

BACKOFF = timedelta(seconds=15)


class Flaky(SourceError):
    code = "flaky"
    retryable = True


def fail(run: Run, error: BaseException) -> timedelta | None:
    return settle_failure(run, error, backoff=BACKOFF)


def claim_again(run: Run) -> Run:
    later = now() + timedelta(hours=1)
    started = start_next(slots=1, starts_per_window=99, now=later)
    assert started is not None
    claim = claims.claim_stage(started.scan_id, started.run_token, started.stage, worker="w", lease=LEASE, now=later)
    assert claim is not None
    return Run(claim)


def test_three_attempts_with_growing_pauses_then_the_scan_has_failed():
    run = Run(make_claim(at=now()))
    first = fail(run, Flaky("no answer"))
    second = fail(claim_again(run), Flaky("no answer"))
    assert first is not None
    assert second is not None
    assert BACKOFF <= first <= 2 * BACKOFF
    assert 2 * BACKOFF <= second <= 4 * BACKOFF
    run = claim_again(run)
    assert fail(run, Flaky("no answer")) is None
    scan, job = Scan.get_by_id(run.scan.id), Job.get_by_id(run.claim.job_id)
    assert (scan.status, scan.error_code, scan.error_stage) == ("failed", "flaky", "fetch_reddit")
    assert (job.state, job.attempts_made, job.slot, job.failed_reason) == ("failed", 3, None, "no answer")


def test_between_attempts_the_scan_is_queued_and_shows_its_last_error():
    run = Run(make_claim(at=now()))
    fail(run, Flaky("no answer"))
    scan = Scan.get_by_id(run.scan.id)
    assert (scan.status, scan.error_message, scan.error_retryable) == ("queued", "no answer", True)


def test_an_error_that_retrying_cannot_help_ends_the_scan_at_once():
    run = Run(make_claim(at=now()))
    assert fail(run, NothingInRange("The files hold 2020 only.")) is None
    scan = Scan.get_by_id(run.scan.id)
    assert (scan.status, scan.error_code, scan.error_retryable) == ("failed", "nothing_in_range", False)


def test_a_wait_that_was_asked_for_burns_no_attempt_and_frees_the_slot():
    run = Run(make_claim(at=now()))
    assert defer_run(run, RetryLater("Reddit asks to wait.", 60)) == timedelta(minutes=1)
    scan, job = Scan.get_by_id(run.scan.id), Job.get_by_id(run.claim.job_id)
    assert (scan.status, scan.error_code) == ("queued", None)
    assert (job.state, job.slot, job.attempts_made) == ("waiting", None, 0)
    assert now() + timedelta(seconds=55) < job.not_before < now() + timedelta(seconds=61)
    assert start_next(slots=1, starts_per_window=99, now=now()) is None
    assert claim_again(run).claim.attempt == 1


def test_a_worker_that_lost_the_stage_cannot_fail_it():
    run = Run(make_claim(at=now()))
    claims.hand_back(run.claim, now=now())
    with pytest.raises(LostClaim):
        fail(run, MemoryError())
    assert Scan.get_by_id(run.scan.id).status == "running"


@pytest.mark.parametrize(
    ("error", "code", "retryable"),
    [
        (Flaky("x"), "flaky", True),
        (MemoryError(), "out_of_memory", False),
        (TimeLimitExceeded(), "stage_timeout", False),
        (OperationalError("database is locked"), "database_error", True),
        (ZeroDivisionError("division by zero"), "internal_error", True),
    ],
)
def test_each_error_has_a_code_and_words(error: BaseException, code: str, retryable: bool):
    failure = explain(error, stage="cluster")
    assert (failure.code, failure.retryable) == (code, retryable)
    assert failure.message
