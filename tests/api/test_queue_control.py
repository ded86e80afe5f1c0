"""Pausing the queue, listing its jobs, removing those that ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from models.clock import now
from models.job import Job
from models.scan import Scan
from models.waiting_line import ScanStart, start_next
from tests.api.world import World, make_completed_job, make_failed_scan, make_waiting_scan

STATES = ("waiting", "delayed", "active", "completed", "failed", "cancelled")


def post(world: World, address: str, **body: object) -> Any:
    answer = world.client.simulate_post(address, json=body) if body else world.client.simulate_post(address)
    assert answer.status_code == 200, answer.text
    return answer.json


def get(world: World, address: str) -> Any:
    answer = world.client.simulate_get(address)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_a_paused_queue_starts_nothing_until_it_is_resumed(world: World) -> None:
    scan = make_waiting_scan()
    paused = post(world, "/api/queue/pause")
    assert paused["paused"] is True
    assert paused["paused_at"].endswith("Z")
    assert post(world, "/api/queue/pause") == paused
    shown = get(world, "/api/queue/status")
    assert (shown["paused"], shown["paused_at"]) == (True, paused["paused_at"])
    assert start_next(slots=9, starts_per_window=0, now=now()) is None
    assert world.dispatched == []

    assert post(world, "/api/queue/resume") == {"paused": False, "paused_at": None}
    assert post(world, "/api/queue/resume") == {"paused": False, "paused_at": None}
    assert world.dispatched == ["now", "now"]
    shown = get(world, "/api/queue/status")
    assert (shown["paused"], shown["paused_at"]) == (False, None)
    started = start_next(slots=9, starts_per_window=0, now=now())
    assert started is not None
    assert started.scan_id == scan.id


@pytest.fixture
def one_of_each(world: World) -> dict[str, str]:
    """The id of a scan by the state of its job."""
    scans = {"completed": make_completed_job(), "failed": make_failed_scan(), "active": world.running}
    scans["cancelled"] = make_waiting_scan()
    world.client.simulate_post(f"/api/scans/{scans['cancelled'].id}/cancel")
    scans["waiting"] = make_waiting_scan()
    scans["delayed"] = make_waiting_scan(not_before=now() + timedelta(hours=1))
    return {state: scan.id for state, scan in scans.items()}


@pytest.mark.parametrize("state", STATES)
def test_jobs_are_listed_by_state_as_the_status_counts_them(
    world: World, one_of_each: dict[str, str], state: str
) -> None:
    (job,) = get(world, f"/api/queue/jobs?state={state}")["items"]
    assert (job["state"], job["scan_id"]) == (state, one_of_each[state])
    status = get(world, "/api/queue/status")
    assert {**status["stats"], "cancelled": status["cancelled"]}[state] == 1


def test_a_full_window_makes_the_waiting_delayed_here_too(world: World, one_of_each: dict[str, str]) -> None:
    for number in range(5):
        ScanStart.create(key=f"x:{number}", at=now())
    assert get(world, "/api/queue/jobs?state=waiting")["items"] == []
    delayed = get(world, "/api/queue/jobs?state=delayed")["items"]
    assert {job["scan_id"] for job in delayed} == {one_of_each["waiting"], one_of_each["delayed"]}
    assert {job["state"] for job in delayed} == {"delayed"}


def test_all_jobs_are_listed_newest_first_over_pages(world: World, one_of_each: dict[str, str]) -> None:
    address: str | None = "/api/queue/jobs?limit=4"
    jobs: list[Any] = []
    while address:
        page = get(world, address)
        jobs += page["items"]
        address = page["next"]
    assert len(jobs) == 6
    assert {job["scan_id"] for job in jobs} == set(one_of_each.values())
    assert [job["created_at"] for job in jobs] == sorted((job["created_at"] for job in jobs), reverse=True)


@pytest.mark.parametrize("state", ["completed", "failed", "cancelled"])
def test_cleaning_removes_the_jobs_of_one_state_and_keeps_their_scans(
    world: World, one_of_each: dict[str, str], state: str
) -> None:
    scans = Scan.select().count()
    assert post(world, "/api/queue/clean", state=state) == {"removed": 1, "job_ids": [f"scan-{one_of_each[state]}"]}
    assert {job.scan_id for job in Job.select()} == {one_of_each[other] for other in STATES if other != state}
    assert Scan.select().count() == scans
    assert post(world, "/api/queue/clean", state=state) == {"removed": 0, "job_ids": []}


def test_cleaning_spares_what_ended_within_the_grace_and_what_is_beyond_the_limit(world: World) -> None:
    old, older, oldest = (make_failed_scan(at=now() - timedelta(minutes=minutes)) for minutes in (2, 8, 9))
    answer = post(world, "/api/queue/clean", state="failed", grace_ms=5 * 60_000, limit=1)
    assert answer["job_ids"] == [f"scan-{oldest.id}"]
    answer = post(world, "/api/queue/clean", state="failed", grace_ms=5 * 60_000)
    assert answer["job_ids"] == [f"scan-{older.id}"]
    assert Job.get(Job.scan == old).state == "failed"


@pytest.mark.parametrize("state", ["waiting", "delayed", "active"])
def test_what_is_not_over_is_cancelled_instead(world: World, one_of_each: dict[str, str], state: str) -> None:
    refused = world.client.simulate_post("/api/queue/clean", json={"state": state})
    assert refused.status_code == 422
    assert "/cancel" in refused.json["errors"][0]["message"]
    assert Job.select().count() == len(one_of_each)
