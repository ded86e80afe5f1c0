"""The queue's numbers, and one job."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from models.clock import now
from models.job import Job, create_job
from models.waiting_line import ScanStart
from models.worker import beat
from tests.api.world import World
from tests.factories import make_scan


def make_job(world: World, **columns: Any) -> Job:
    job = create_job(make_scan(at=now()), priority="low", not_before=columns.pop("not_before", None), now=now())
    Job.update(**columns or {"claim": None}).where(Job.id == job.id).execute()
    return job


def status(world: World, query: str = "") -> dict[str, Any]:
    answer = world.client.simulate_get(f"/api/queue/status{query}")
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json
    return shown


def test_it_counts_every_job_once(world: World) -> None:
    oldest = make_job(world)
    make_job(world)
    make_job(world, not_before=now() + timedelta(hours=1))
    make_job(world, state="failed")
    make_job(world, state="cancelled")
    shown = status(world)
    assert shown["stats"] == {"waiting": 2, "active": 1, "completed": 0, "failed": 1, "delayed": 1, "total": 5}
    assert shown["cancelled"] == 1
    assert shown["oldest_waiting_at"] == oldest.created_at.isoformat(timespec="milliseconds")[:-6] + "000Z"
    assert shown["rate_limit"] == {"max": 5, "per_seconds": 60, "retryAfterMs": None}
    assert shown["concurrency"] == 2


def test_a_full_window_delays_all_that_wait(world: World) -> None:
    for number in range(4):  # the running scan is the fifth
        ScanStart.create(key=f"scan-x:{number}", at=now() - timedelta(seconds=30))
    job = make_job(world)
    shown = status(world)
    assert shown["stats"]["delayed"] == 1
    assert shown["stats"]["waiting"] == 0
    assert 28_000 <= shown["rate_limit"]["retryAfterMs"] <= 30_000
    one = status(world, f"?jobId={job.id}")["job"]
    assert one["state"] == "delayed"
    assert one["retryAfterMs"] == shown["rate_limit"]["retryAfterMs"]


def test_it_lists_the_workers_that_live(world: World) -> None:
    beat("worker-1", host="laptop", pid=42, now=now())
    beat("worker-2", host="laptop", pid=43, now=now() - timedelta(minutes=1))
    (worker,) = status(world)["workers"]
    assert (worker["id"], worker["host"], worker["pid"]) == ("worker-1", "laptop", 42)
    assert worker["seen_at"].endswith("Z")


def test_one_job_is_shown_with_its_scan(world: World) -> None:
    shown = status(world, f"?jobId=scan-{world.running.id}")["job"]
    assert shown["scan_id"] == world.running.id
    assert shown["state"] == "active"
    assert shown["priority"] == "premium"
    assert shown["stage"] == "fetch_reddit"
    assert shown["attempts_made"] == 0
    assert shown["max_attempts"] == 3
    assert shown["failedReason"] is None
    assert shown["retryAfterMs"] is None


def test_a_job_that_waits_for_a_time_is_delayed_and_says_how_long(world: World) -> None:
    job = make_job(world, not_before=now() + timedelta(seconds=90), failed_reason="The disk was full.", attempts_made=1)
    shown = status(world, f"?jobId={job.id}")["job"]
    assert shown["state"] == "delayed"
    assert 85_000 <= shown["retryAfterMs"] <= 90_000
    assert shown["failedReason"] == "The disk was full."
    assert shown["attempts_made"] == 1


def test_a_job_that_is_due_waits(world: World) -> None:
    job = make_job(world, not_before=now() - timedelta(seconds=1))
    shown = status(world, f"?jobId={job.id}")["job"]
    assert (shown["state"], shown["retryAfterMs"]) == ("waiting", None)
