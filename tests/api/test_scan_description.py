"""What a scan shows while its worker is silent."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.clock import now
from models.job import Job
from models.worker import beat, leave
from tests.api.world import World, a_world, make_claimed_scan


def stall(world: World, *, silent_s: float, lease_left_s: float) -> dict[str, Any]:
    claim = make_claimed_scan(worker="worker-1")
    beat("worker-1", host="laptop", pid=42, now=now() - timedelta(seconds=silent_s))
    Job.update(lease_until=now() + timedelta(seconds=lease_left_s)).where(Job.id == claim.job_id).execute()
    shown: dict[str, Any] = world.client.simulate_get(f"/api/scans/{claim.scan_id}").json
    return shown


@pytest.mark.parametrize("silent_s", [0, 3, 6])
def test_a_worker_that_was_heard_of_within_two_beats_is_no_stall(world: World, silent_s: float) -> None:
    shown = stall(world, silent_s=silent_s, lease_left_s=9)
    assert (shown["stalled"], shown["stalled_reason"]) == (False, None)


def test_a_silent_worker_is_told_with_the_time_after_which_another_goes_on(world: World) -> None:
    shown = stall(world, silent_s=8.5, lease_left_s=5.5)
    assert shown["stalled"] is True
    assert shown["status"] == "running"
    # 5.5 s of lease, and at most one beat of 3 s until somebody looks.
    assert shown["stalled_reason"] == ("Its worker has not been heard of for 9 s; another goes on after at most 9 s.")


def test_where_no_worker_is_left_it_says_what_it_waits_for(world: World) -> None:
    shown = stall(world, silent_s=3600, lease_left_s=-3590)
    assert shown["stalled_reason"].endswith("another goes on as soon as one is alive.")


def test_a_shorter_lease_means_shorter_patience(tmp_path: Path) -> None:
    with a_world(tmp_path, lease_seconds=5) as world:
        assert stall(world, silent_s=4, lease_left_s=1)["stalled"] is True


def test_what_no_worker_runs_does_not_stall(world: World) -> None:
    shown = world.client.simulate_get(f"/api/scans/{world.running.id}").json
    assert shown["stalled"] is False
    claim = make_claimed_scan(worker="worker-1")
    leave("worker-1")
    assert world.client.simulate_get(f"/api/scans/{claim.scan_id}").json["stalled"] is False


def test_a_stage_that_another_worker_took_over_stalls_no_more(world: World) -> None:
    shown = stall(world, silent_s=20, lease_left_s=1)
    beat("worker-2", host="laptop", pid=43, now=now())
    Job.update(worker="worker-2").where(Job.scan == shown["id"]).execute()
    shown = world.client.simulate_get(f"/api/scans/{shown['id']}").json
    assert shown["stalled"] is False
    assert datetime.fromisoformat(shown["timings"]["started_at"]) <= now()
