"""Cancelling scans, in whatever state they are and whatever befalls them meanwhile: one end each."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.chaos import witness
from tests.chaos.fleet import LEASE_S, Fleet

pytestmark = pytest.mark.chaos

AT_A_CHECKPOINT_WITHIN_S = 2.0
DONE, ASKED, TOO_LATE = httpx.codes.OK, httpx.codes.ACCEPTED, httpx.codes.CONFLICT


def test_scans_that_wait_are_cancelled_at_once(fleet: Fleet):
    running = [fleet.create(pages=1, page_ms=300) for _ in range(2)]
    waiting = fleet.create()
    later = fleet.create(start_at=(datetime.now(UTC) + timedelta(hours=1)).isoformat())
    assert [fleet.cancel(scan_id) for scan_id in (waiting, later, waiting, later)] == [DONE] * 4
    for scan_id in (waiting, later):
        assert witness.kinds(scan_id) == ["accepted", "cancelled"]
    witness.wait_until_ended(*running)


def test_a_scan_that_its_source_put_off_is_cancelled_at_once(fleet: Fleet):
    scan_id = fleet.create(wait="fetch_reddit:3600")
    witness.wait_for_event(scan_id, "deferred")
    assert fleet.cancel(scan_id) == DONE
    assert witness.job(scan_id).attempts_made == 0


@pytest.mark.parametrize("stage", ["fetch_reddit", "cluster", "persist"])
def test_a_running_scan_stops_at_a_checkpoint_and_keeps_what_it_fetched(fleet: Fleet, stage: str):
    scan_id = fleet.create(pages=20 if stage == "fetch_reddit" else 2, page_ms=200)
    witness.wait_for_event(scan_id, "claimed", stage=stage)
    time.sleep(0.3)
    assert fleet.cancel(scan_id) == ASKED
    witness.wait_for_event(scan_id, "cancelled", within_s=AT_A_CHECKPOINT_WITHIN_S)
    assert fleet.cancel(scan_id) == DONE
    scan = witness.scan(scan_id)
    assert scan.posts == (2 if stage != "fetch_reddit" else scan.posts) > 0
    assert scan.pain_points == 0


def test_a_cancellation_outlives_the_worker_that_was_asked(fleet: Fleet):
    scan_id = fleet.create(stick="cluster:20")
    witness.wait_for_event(scan_id, "claimed", stage="cluster")
    assert fleet.cancel(scan_id) == ASKED
    fleet.kill_worker_of(scan_id, stage="cluster")
    witness.wait_for_event(scan_id, "cancelled", within_s=LEASE_S + 3)


def test_a_cancellation_needs_no_broker(fleet: Fleet):
    scan_id = fleet.create(pages=20, page_ms=200)
    witness.wait_for_event(scan_id, "claimed")
    with fleet.broker.frozen():
        assert fleet.cancel(scan_id) == ASKED
        witness.wait_for_event(scan_id, "cancelled", within_s=AT_A_CHECKPOINT_WITHIN_S)


def test_whoever_comes_first_a_cancellation_or_the_end_the_answer_tells_which(fleet: Fleet):
    moments = random.Random(13)
    for _ in range(10):
        scan_id = fleet.create(pages=1, page_ms=0)
        time.sleep(moments.uniform(0.0, 0.8))
        answer = fleet.cancel(scan_id)
        witness.wait_until_ended(scan_id)
        status = witness.scan(scan_id).status
        assert (answer, status) in ((DONE, "cancelled"), (ASKED, "cancelled"), (TOO_LATE, "completed"))
        assert witness.kinds(scan_id).count("cancelled") == (status == "cancelled")
