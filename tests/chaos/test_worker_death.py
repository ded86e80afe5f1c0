"""Workers that die: their stage goes on elsewhere, once."""

from __future__ import annotations

import pytest

from models.job import STAGES
from tests.chaos import witness
from tests.chaos.fleet import LEASE_S, Fleet, Master
from tests.e2e.harness import wait_for

pytestmark = pytest.mark.chaos

# On hosts of their own, so that a death shows by its lease alone.
MASTERS = (Master("alpha"), Master("beta"), Master("gamma"))
# A lease, a beat of whoever notices, and a noisy machine.
RECOVERED_WITHIN_S = LEASE_S + 3


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_goes_on_after_kill_9_of_its_worker(fleet: Fleet, stage: str):
    scan_id = fleet.create(page_ms=200)
    claimed = fleet.kill_worker_of(scan_id, stage=stage)
    again = witness.wait_for_event(scan_id, "claimed", stage=stage, after=claimed.id, within_s=RECOVERED_WITHIN_S)
    assert again.worker != claimed.worker
    witness.wait_until_ended(scan_id)
    assert witness.scan(scan_id).status == "completed"
    # A death is no failed attempt.
    assert witness.job(scan_id).attempts_made == 1


@pytest.mark.parametrize("where", ["die_before_handoff", "die_before_ack"])
def test_a_death_behind_a_commit_has_no_second_effect(fleet: Fleet, where: str):
    scan_ids = [fleet.create(**{where: stage}) for stage in STAGES]
    witness.wait_until_ended(*scan_ids)
    for scan_id in scan_ids:
        assert witness.scan(scan_id).status == "completed"
        assert witness.kinds(scan_id).count("claimed") == len(STAGES)


def test_the_slots_of_two_dead_workers_are_back_within_a_lease(fleet: Fleet):
    running = [fleet.create(page_ms=300) for _ in range(2)]
    waiting = [fleet.create() for _ in range(4)]
    claims = [fleet.kill_worker_of(scan_id) for scan_id in running]
    for scan_id, claimed in zip(running, claims, strict=True):
        witness.wait_for_event(scan_id, "claimed", after=claimed.id, within_s=RECOVERED_WITHIN_S)
    wait_for(lambda: not witness.unfinished(), within_s=30, what=lambda: str(fleet.stats()))
    started = [event for scan_id in waiting for event in witness.events(scan_id) if event.kind == "started"]
    assert {event.detail["slot"] for event in started} == {1, 2}
    assert {witness.scan(scan_id).status for scan_id in [*running, *waiting]} == {"completed"}


def test_an_orphan_of_a_killed_master_harms_no_scan(fleet: Fleet):
    scan_id = fleet.create(page_ms=200)
    witness.wait_for_event(scan_id, "claimed")
    for master in fleet.masters:
        fleet.kill_master(master)
    later = [fleet.create() for _ in range(4)]
    witness.wait_until_ended(scan_id, *later)
    for ended in (scan_id, *later):
        assert witness.scan(ended).status == "completed"
        assert witness.job(ended).attempts_made == 1
