"""Letting failed and cancelled scans go on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from falcon.testing import Result

from models.claim import LostClaim, check_claim
from models.clock import now
from models.event import events_of
from models.job import Job
from tests.api.world import World, make_claimed_scan, make_completed_job, make_failed_scan, make_waiting_scan


def retry(world: World, scan_id: str) -> Result:
    return world.client.simulate_post(f"/api/scans/{scan_id}/retry")


def retry_failed(world: World, **body: int) -> Any:
    answer = world.client.simulate_post("/api/queue/retry-failed", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_a_failed_scan_waits_again_and_is_looked_at(world: World) -> None:
    scan = make_failed_scan()
    answer = retry(world, scan.id)
    assert answer.status_code == 202
    assert answer.headers["location"] == f"/api/scans/{scan.id}"
    assert (answer.json["status"], answer.json["error"]) == ("queued", None)
    assert Job.get(Job.scan == scan).attempts_made == 0
    assert world.dispatched == ["now"]


def test_a_cancelled_scan_goes_on_in_a_run_of_its_own(world: World) -> None:
    claim = make_claimed_scan()
    Job.update(stage_state="ready").where(Job.id == claim.job_id).execute()
    before = Job.get_by_id(claim.job_id).run_token
    world.client.simulate_post(f"/api/scans/{claim.scan_id}/cancel")
    assert retry(world, claim.scan_id).status_code == 202
    assert Job.get_by_id(claim.job_id).run_token != before
    with pytest.raises(LostClaim):
        check_claim(claim)


def test_what_has_not_ended_badly_is_not_retried(world: World) -> None:
    waiting, completed = make_waiting_scan(), world.finished
    for scan_id, word in ((waiting.id, "queued"), (world.running.id, "running"), (completed.id, "completed")):
        refused = retry(world, scan_id)
        assert refused.status_code == 409
        assert f" {word};" in refused.json["detail"]
    assert world.dispatched == []
    assert retry(world, "nope").status_code == 404


def test_a_second_retry_changes_nothing(world: World) -> None:
    scan = make_failed_scan()
    assert retry(world, scan.id).status_code == 202
    token = Job.get(Job.scan == scan).run_token
    assert retry(world, scan.id).status_code == 409
    assert Job.get(Job.scan == scan).run_token == token
    assert [event.kind for event in events_of(scan.id, limit=99)].count("retried") == 1


def test_all_failed_scans_go_on_the_one_that_failed_first_first(world: World) -> None:
    late, early = (make_failed_scan(at=now() - timedelta(minutes=minutes)) for minutes in (1, 9))
    completed = make_completed_job()
    cancelled = make_waiting_scan()
    world.client.simulate_post(f"/api/scans/{cancelled.id}/cancel")
    world.dispatched.clear()
    assert retry_failed(world) == {"retried": 2, "scan_ids": [early.id, late.id]}
    assert world.dispatched == ["now"]
    states = {job.scan_id: job.state for job in Job.select()}
    assert {id_ for id_, state in states.items() if state == "waiting"} == {early.id, late.id}
    assert (states[completed.id], states[cancelled.id]) == ("completed", "cancelled")
    assert retry_failed(world) == {"retried": 0, "scan_ids": []}


def test_the_limit_leaves_the_later_ones(world: World) -> None:
    late, early = (make_failed_scan(at=now() - timedelta(minutes=minutes)) for minutes in (1, 9))
    assert retry_failed(world, limit=1)["scan_ids"] == [early.id]
    assert Job.get(Job.scan == late).state == "failed"


def test_retrying_all_needs_no_body(world: World) -> None:
    scan = make_failed_scan()
    answer = world.client.simulate_post("/api/queue/retry-failed")
    assert answer.json["scan_ids"] == [scan.id]
