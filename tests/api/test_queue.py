"""The queue's numbers, and one job."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from falcon.testing import TestClient

from actors.broker import QueueDepth
from api.app import create_app
from models.claim import back_off
from models.clock import now
from models.database import database, transaction
from models.job import Job, create_job
from models.waiting_line import ScanStart
from models.worker import beat
from tests.api.world import HOST, World, make_claimed_scan, make_failed_scan
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
    assert 0 <= shown["oldest_waiting_ms"] <= 2_000
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


def test_it_says_what_each_worker_does_and_which_schedulers_live(world: World) -> None:
    claims = [make_claimed_scan(worker="worker-1") for _ in range(2)]
    for worker in ("worker-1", "worker-2"):
        beat(worker, host="laptop", pid=42, now=now())
    beat("scheduler-1", host="laptop", pid=44, now=now(), role="scheduler")
    shown = status(world)
    doing = {worker["id"]: worker["running"] for worker in shown["workers"]}
    both = [{"job_id": job_id, "stage": "fetch_reddit"} for job_id in sorted(claim.job_id for claim in claims)]
    assert doing == {"worker-1": both, "worker-2": []}
    (scheduler,) = shown["schedulers"]
    assert (scheduler["id"], scheduler["pid"]) == ("scheduler-1", 44)
    assert "stage" not in scheduler


def test_the_oldest_wait_is_told_in_whole_seconds_and_is_null_where_none_waits(world: World) -> None:
    assert status(world)["oldest_waiting_ms"] is None
    job = make_job(world)
    Job.update(queued_at=now() - timedelta(seconds=90, milliseconds=1)).where(Job.id == job.id).execute()
    assert status(world)["oldest_waiting_ms"] in (91_000, 92_000)


def test_it_shows_how_full_the_broker_is(world: World) -> None:
    assert status(world)["broker"] == {
        "reachable": True,
        "queues": [{"name": "scans", "waiting": 1, "delayed": 2, "dead": 0}],
    }


def test_a_broker_that_is_away_has_no_numbers(world: World) -> None:
    app = create_app(
        world.settings,
        dispatch=lambda: None,
        broker_problem=lambda: None,
        queue_depths=lambda: [QueueDepth("scans", None, None, None)],
    )
    shown = TestClient(app, headers=HOST).simulate_get("/api/queue/status").json["broker"]
    assert shown == {
        "reachable": False,
        "queues": [{"name": "scans", "waiting": None, "delayed": None, "dead": None}],
    }


def test_the_counts_take_one_query(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are of one moment, so that they always add up."""
    asked: list[str] = []
    execute = type(database.obj).execute_sql

    def execute_and_note(self: Any, sql: str, *args: Any, **kwargs: Any) -> Any:
        asked.append(sql)
        return execute(self, sql, *args, **kwargs)

    monkeypatch.setattr(type(database.obj), "execute_sql", execute_and_note)
    status(world)
    assert len([sql for sql in asked if "COUNT(" in sql.upper() and "job" in sql]) == 1


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
    assert shown["queued_at"] == shown["created_at"]
    assert (shown["worker"], shown["lease_until"], shown["alone"]) == (None, None, False)
    assert shown["attempts"] == []


def test_a_job_shows_who_runs_it_and_until_when(world: World) -> None:
    claim = make_claimed_scan(worker="worker-1")
    Job.update(alone=True).where(Job.id == claim.job_id).execute()
    shown = status(world, f"?jobId={claim.job_id}")["job"]
    assert (shown["worker"], shown["alone"]) == ("worker-1", True)
    assert datetime.fromisoformat(shown["lease_until"]) > now()


def test_a_job_shows_each_attempt_that_failed(world: World) -> None:
    claim = make_claimed_scan()
    again_at = now() + timedelta(seconds=15)
    with transaction():
        back_off(claim, until=again_at, now=now(), code="reddit_down", reason="Reddit answered 503.")
    (attempt,) = status(world, f"?jobId={claim.job_id}")["job"]["attempts"]
    at, shown_again_at = (datetime.fromisoformat(attempt.pop(name)) for name in ("at", "again_at"))
    assert attempt == {
        "stage": "fetch_reddit",
        "attempt": 1,
        "code": "reddit_down",
        "error": "Reddit answered 503.",
    }
    assert at <= now()
    assert shown_again_at == again_at


def test_the_last_attempt_has_none_after_it(world: World) -> None:
    failed = make_failed_scan()
    (attempt,) = status(world, f"?jobId=scan-{failed.id}")["job"]["attempts"]
    assert (attempt["code"], attempt["error"], attempt["again_at"]) == ("disk_full", "The disk was full.", None)


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
