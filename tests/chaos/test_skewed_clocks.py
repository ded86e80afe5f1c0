"""Hosts whose clocks are five minutes wrong, in both directions."""

from __future__ import annotations

import pytest

from tests.chaos import witness
from tests.chaos.fleet import LEASE_S, Fleet
from tests.chaos.history import crowded, overfull_windows
from tests.chaos.redis_clock import starts_by_redis_clock
from tests.chaos.test_start_limit import ENV, LIMIT, MASTERS, WINDOW

pytestmark = pytest.mark.chaos

__all__ = ["ENV", "MASTERS"]


def test_leases_limits_and_retries_are_kept_by_no_host_s_own_clock(fleet: Fleet):
    with starts_by_redis_clock(fleet.broker.url) as starts:
        running = [fleet.create(page_ms=200) for _ in range(2)]
        others = [fleet.create(fail="cluster:1"), fleet.create(wait="fetch_reddit:1"), fleet.create(), fleet.create()]
        for scan_id in running:
            witness.wait_for_event(scan_id, "claimed")
        claims = [fleet.kill_worker_of(scan_id) for scan_id in running]
        for scan_id, claimed in zip(running, claims, strict=True):
            lost = witness.wait_for_event(scan_id, "worker_lost", after=claimed.id, within_s=LEASE_S + 3)
            assert (lost.at - claimed.at).total_seconds() > LEASE_S / 2
        witness.wait_until_ended(*running, *others, within_s=60)
    for scan_id in [*running, *others]:
        assert witness.scan(scan_id).status == "completed"
    assert sum(witness.kinds(scan_id).count("worker_lost") for scan_id in fleet.accepted) == len(running)
    assert crowded([start.at for start in starts], LIMIT, WINDOW) == []
    assert overfull_windows(witness.events(), LIMIT, WINDOW) == []
