from __future__ import annotations

from datetime import timedelta

import pytest
from dramatiq.middleware import SkipMessage

import actors
from actors import claims
from actors.middleware.claim_stage import ClaimStage
from models.clock import now
from models.job import Job
from models.waiting_line import start_next
from settings import Settings
from tests.factories import make_job

guard = ClaimStage(Settings())


def message(job: Job, token: str | None = None):
    return actors.broker.get_actor("fetch_reddit").message(job.scan_id, token or job.run_token)


@pytest.fixture
def started() -> Job:
    job = make_job(at=now())
    start_next(slots=1, starts_per_window=5, now=now())
    return job


def test_a_message_is_let_through_with_a_claim(started: Job):
    guard.before_process_message(actors.broker, message(started))
    assert claims.current().scan_id == started.scan_id
    guard.after_process_message(actors.broker, message(started))
    assert claims.held() == []


def test_a_second_copy_of_a_message_is_skipped(started: Job):
    guard.before_process_message(actors.broker, message(started))
    with pytest.raises(SkipMessage):
        guard.before_process_message(actors.broker, message(started))
    guard.after_process_message(actors.broker, message(started))


@pytest.mark.parametrize("token", ["another-run", ""])
def test_a_message_of_an_earlier_run_is_skipped(started: Job, token: str):
    with pytest.raises(SkipMessage):
        guard.before_process_message(actors.broker, message(started, token or "x"))


def test_a_retry_whose_time_has_come_starts_its_waiting_job():
    job = make_job(at=now(), not_before=now() - timedelta(seconds=1))
    with pytest.raises(SkipMessage):
        guard.before_process_message(actors.broker, message(job))
    assert Job.get_by_id(job.id).state == "active"
