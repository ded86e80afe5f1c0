"""Scans that kill their workers."""

from __future__ import annotations

import pytest

from tests.chaos import witness
from tests.chaos.fleet import Fleet

pytestmark = pytest.mark.chaos

ALWAYS = 99


def test_a_scan_that_kills_every_worker_fails_after_three_and_takes_nobody_along(fleet: Fleet):
    poisoned = fleet.create(exit=f"preprocess_nlp:{ALWAYS}")
    others = [fleet.create() for _ in range(8)]
    witness.wait_until_ended(poisoned, *others, within_s=60)
    scan = witness.scan(poisoned)
    assert (scan.status, scan.error_code, scan.error_stage) == ("failed", "crash_loop", "preprocess_nlp")
    deaths = [event for event in witness.events(poisoned) if event.kind == "worker_lost"]
    assert [event.detail["outcome"] for event in deaths] == ["sent_again", "alone", "crash_loop"]
    assert _most_beside(poisoned, last=True) == 0
    for scan_id in others:
        assert witness.scan(scan_id).status == "completed"
        assert witness.job(scan_id).attempts_made == 1


def test_a_scan_whose_workers_died_twice_by_chance_completes(fleet: Fleet):
    scan_id = fleet.create(exit="cluster:2")
    witness.wait_until_ended(scan_id, within_s=60)
    assert witness.scan(scan_id).status == "completed"
    assert witness.job(scan_id).attempts_made == 1


def test_a_crash_loop_that_a_user_lets_go_on_goes_on_from_its_stage(fleet: Fleet):
    scan_id = fleet.create(exit="cluster:3")
    witness.wait_until_ended(scan_id, within_s=60)
    assert witness.scan(scan_id).error_code == "crash_loop"
    assert fleet.retry(scan_id) == 202
    witness.wait_for_event(scan_id, "completed")
    assert witness.kinds(scan_id).count("stage_completed") == 4


def _most_beside(scan_id: str, *, last: bool) -> int:
    """Count the scans that held a slot beside the last start of this one."""
    holders: set[str] = set()
    beside = 0
    for event in witness.events():
        if event.kind == "started":
            if event.scan_id == scan_id:
                beside = len(holders)
            elif scan_id in holders:
                beside += 1
            holders.add(event.scan_id)
        elif event.kind in ("completed", "failed", "cancelled", "attempt_failed", "deferred") or (
            event.kind == "worker_lost" and event.detail["outcome"] != "sent_again"
        ):
            holders.discard(event.scan_id)
    return beside
