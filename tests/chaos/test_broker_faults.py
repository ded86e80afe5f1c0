"""A broker that dies, freezes, forgets everything, or is told everything twice."""

from __future__ import annotations

import time

import pytest

from models.job import STAGES
from tests.chaos import witness
from tests.chaos.fleet import Fleet
from tests.e2e.harness import wait_for

pytestmark = pytest.mark.chaos

ANSWERED_WITHIN_S = 1.0
ENDED_WITHIN_S = 60.0
AWAY_S = 3.0
FROZEN_S = 6.0  # longer than a client waits for an answer
ENV = {"SCAN_CONCURRENCY": "6"}


@pytest.mark.parametrize("stage", STAGES)
def test_a_scan_outlives_a_wiped_broker_in_each_stage(fleet: Fleet, stage: str):
    scan_ids = [fleet.create(page_ms=100) for _ in range(3)]
    witness.wait_for_event(scan_ids[0], "claimed", stage=stage)
    fleet.broker.wipe()
    _assert_completed(*scan_ids)


def test_messages_that_were_wiped_before_anyone_read_them_are_sent_again(fleet: Fleet):
    with fleet.stopped_workers():
        scan_ids = [fleet.create() for _ in range(2)]
        wait_for(lambda: fleet.broker.messages_waiting() == 2, within_s=10, what=lambda: "nothing was sent")
        fleet.broker.wipe()
    _assert_completed(*scan_ids)
    assert any("sent_again" in witness.kinds(scan_id) for scan_id in scan_ids)


def test_a_scan_outlives_a_broker_that_is_killed_and_stays_away(fleet: Fleet):
    scan_ids = [fleet.create(page_ms=100) for _ in range(3)]
    witness.wait_for_event(scan_ids[0], "claimed", stage="preprocess_nlp")
    fleet.broker.restart(away_s=AWAY_S)
    _assert_completed(*scan_ids)


def test_a_retry_that_is_due_while_the_broker_is_away_runs(fleet: Fleet):
    scan_id = fleet.create(fail="preprocess_nlp:1", stick="preprocess_nlp:0.5")
    witness.wait_for_event(scan_id, "claimed", stage="preprocess_nlp")
    fleet.broker.restart(away_s=AWAY_S)
    witness.wait_until_ended(scan_id, within_s=ENDED_WITHIN_S)
    assert witness.scan(scan_id).status == "completed"
    assert witness.job(scan_id).attempts_made == 2


def test_a_frozen_broker_delays_no_answer_and_loses_no_scan(fleet: Fleet):
    scan_ids = [fleet.create(page_ms=100) for _ in range(2)]
    witness.wait_for_event(scan_ids[0], "claimed")
    with fleet.broker.frozen():
        thaws_at = time.monotonic() + FROZEN_S
        for _ in range(4):
            began = time.monotonic()
            scan_ids.append(fleet.create())
            assert time.monotonic() - began < ANSWERED_WITHIN_S
        time.sleep(thaws_at - time.monotonic())
    _assert_completed(*scan_ids)


def test_a_frozen_broker_makes_nobody_take_a_working_worker_for_dead(fleet: Fleet):
    """More messages cannot be sent than a lease has room for timeouts."""
    working = [fleet.create(pages=1, stick=f"fetch_reddit:{FROZEN_S + 1}") for _ in fleet.masters]
    for scan_id in working:
        witness.wait_for_event(scan_id, "claimed")
    with fleet.broker.frozen():
        waiting = [fleet.create(pages=1) for _ in range(fleet.slots - len(working))]
        time.sleep(FROZEN_S)
    _assert_completed(*working, *waiting)
    assert [scan_id for scan_id in working if "worker_lost" in witness.kinds(scan_id)] == []


def _assert_completed(*scan_ids: str) -> None:
    witness.wait_until_ended(*scan_ids, within_s=ENDED_WITHIN_S)
    for scan_id in scan_ids:
        assert witness.scan(scan_id).status == "completed"
        assert witness.job(scan_id).attempts_made == 1
