"""SIGTERM, as every deploy sends it: stages are handed back, and nothing is lost or burned."""

from __future__ import annotations

import os
import signal
import time

import pytest

from tests.chaos import witness
from tests.chaos.fleet import Fleet

pytestmark = pytest.mark.chaos

# A master needs a moment to come up again; others take over what this one hands back.
BETWEEN_S = 0.7
# A worker looks for signals once a second, and its grace time is one.
HANDED_BACK_WITHIN_S = 3.5
STUCK_S = 5.0


def test_a_loop_of_deploys_loses_no_scan_and_burns_no_attempt(fleet: Fleet):
    scan_ids = [fleet.create(pages=3, page_ms=200) for _ in range(6)]
    witness.wait_for_event(scan_ids[0], "claimed")
    for _ in range(2):
        for master in fleet.masters:
            os.kill(master.pid, signal.SIGTERM)
            time.sleep(BETWEEN_S)
    witness.wait_until_ended(*scan_ids, within_s=60)
    kinds = [kind for scan_id in scan_ids for kind in witness.kinds(scan_id)]
    assert "handed_back" in kinds
    assert "worker_lost" not in kinds
    for scan_id in scan_ids:
        assert witness.scan(scan_id).status == "completed"
        assert witness.job(scan_id).attempts_made == 1


def test_a_stage_without_checkpoints_is_handed_back_when_the_grace_time_is_over(fleet: Fleet):
    scan_id = fleet.create(stick=f"fetch_reddit:{STUCK_S}", pages=1)
    claimed = witness.wait_for_event(scan_id, "claimed")
    for master in fleet.masters:
        os.kill(master.pid, signal.SIGTERM)
    witness.wait_for_event(scan_id, "handed_back", after=claimed.id, within_s=HANDED_BACK_WITHIN_S)
    witness.wait_until_ended(scan_id)
    assert witness.scan(scan_id).status == "completed"
    assert witness.job(scan_id).attempts_made == 1
    assert "worker_lost" not in witness.kinds(scan_id)


def test_all_parts_restart_at_once_and_the_scans_go_on(fleet: Fleet):
    scan_ids = [fleet.create(page_ms=200) for _ in range(4)]
    witness.wait_for_event(scan_ids[0], "claimed")
    for child in [*fleet.masters, fleet.scheduler]:
        os.kill(child.pid, signal.SIGTERM)
    witness.wait_until_ended(*scan_ids, within_s=60)
    assert {witness.scan(scan_id).status for scan_id in scan_ids} == {"completed"}
