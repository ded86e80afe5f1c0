from __future__ import annotations

from datetime import timedelta

import actors  # noqa: F401 - declares the actors
from actors.dispatcher import dispatch
from actors.reconciler import reconcile
from models.clock import now
from models.job import Job
from tests.factories import make_job


def test_a_broker_that_is_away_loses_nothing():
    """The job is started in the database; the reconciler sends its messages once the broker is back."""
    job = make_job(at=now())
    assert dispatch() == 1
    assert Job.get_by_id(job.id).state == "active"
    Job.update(sent_at=now() - timedelta(minutes=1)).where(Job.id == job.id).execute()
    reconcile()
    assert now() - Job.get_by_id(job.id).sent_at < timedelta(seconds=10)


def test_no_more_than_two_scans_are_started_at_a_time():
    for _ in range(3):
        make_job(at=now())
    assert dispatch() == 2
    assert dispatch() == 0
