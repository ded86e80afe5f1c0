"""Cancelling scans."""

from __future__ import annotations

from typing import Any

import pytest
from falcon.testing import Result

from models.cancellation import cancel_claimed
from models.claim import CancelRequested, check_claim
from models.clock import now
from models.job import Job
from models.scan import Scan
from tests.api.world import (
    World,
    make_claimed_scan,
    make_completed_job,
    make_failed_scan,
    make_waiting_scan,
)


def cancel(world: World, scan_id: str) -> Result:
    return world.client.simulate_post(f"/api/scans/{scan_id}/cancel")


def get(world: World, scan_id: str) -> Any:
    return world.client.simulate_get(f"/api/scans/{scan_id}").json


def test_a_waiting_scan_is_cancelled_at_once(world: World) -> None:
    scan = make_waiting_scan()
    answer = cancel(world, scan.id)
    assert answer.status_code == 200
    assert answer.json == get(world, scan.id)
    assert (answer.json["status"], answer.json["cancel_requested"]) == ("cancelled", False)
    assert answer.json["error"]["code"] == "cancelled"


def test_cancelling_again_answers_the_same(world: World) -> None:
    scan = make_waiting_scan()
    first = cancel(world, scan.id)
    again = cancel(world, scan.id)
    assert (again.status_code, again.json) == (200, first.json)


def test_a_scan_that_holds_a_slot_between_two_stages_is_cancelled_at_once_and_lets_another_start(world: World) -> None:
    answer = cancel(world, world.running.id)
    assert (answer.status_code, answer.json["status"]) == (200, "cancelled")
    assert f"/api/scans/{world.running.id}/retry" in answer.json["error"]["message"]
    assert Job.get(Job.scan == world.running).slot is None
    assert world.dispatched == ["now"]


def test_a_running_scan_is_asked_to_end_and_says_so_until_its_worker_has_seen_it(world: World) -> None:
    claim = make_claimed_scan()
    assert get(world, claim.scan_id)["cancel_requested"] is False
    for _ in range(2):
        answer = cancel(world, claim.scan_id)
        assert answer.status_code == 202
        assert (answer.json["status"], answer.json["cancel_requested"]) == ("running", True)
    with pytest.raises(CancelRequested):
        check_claim(claim)
    assert cancel_claimed(claim, now=now())
    shown = get(world, claim.scan_id)
    assert (shown["status"], shown["cancel_requested"]) == ("cancelled", False)
    assert cancel(world, claim.scan_id).status_code == 200


def test_the_list_leaves_out_what_needs_the_job(world: World) -> None:
    claim = make_claimed_scan()
    cancel(world, claim.scan_id)
    listed = world.client.simulate_get("/api/scans").json["items"][0]
    assert not {"cancel_requested", "stalled", "stalled_reason", "coverage"} & listed.keys()


def test_a_scan_that_ended_otherwise_is_not_cancelled_and_the_answer_says_what_can_be_done(world: World) -> None:
    completed, failed = make_completed_job(), make_failed_scan()
    refused = cancel(world, completed.id)
    assert refused.status_code == 409
    assert f"/api/scans/{completed.id}/pain-points" in refused.json["detail"]
    refused = cancel(world, failed.id)
    assert refused.status_code == 409
    assert f"/api/scans/{failed.id}/retry" in refused.json["detail"]
    assert Scan.get_by_id(failed.id).status == "failed"


def test_a_scan_whose_job_is_no_longer_kept_answers_alike(world: World) -> None:
    scan = make_waiting_scan()
    cancel(world, scan.id)
    Job.delete().where(Job.scan == scan).execute()
    assert cancel(world, scan.id).status_code == 200
    assert cancel(world, world.finished.id).status_code == 409


def test_a_body_that_asks_for_more_is_refused(world: World) -> None:
    scan = make_waiting_scan()
    path = f"/api/scans/{scan.id}/cancel"
    refused = world.client.simulate_post(path, json={"reason": "too slow"})
    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, "reason")
    assert Scan.get_by_id(scan.id).status == "queued"
    assert world.client.simulate_post(path, json={}).status_code == 200


def test_there_must_be_a_scan_to_cancel(world: World) -> None:
    assert cancel(world, "nope").status_code == 404
