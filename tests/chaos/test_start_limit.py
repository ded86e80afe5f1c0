"""The limit on starts, in a window that is scaled down: exact by Redis's clock, fair, and free of charge."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from tests.chaos import witness
from tests.chaos.fleet import Fleet, Master
from tests.chaos.history import crowded, overfull_windows
from tests.chaos.redis_clock import starts_by_redis_clock

pytestmark = pytest.mark.chaos

LIMIT = 5
WINDOW = timedelta(seconds=2)
SCANS = 50
ENV = {
    "SCAN_STARTS_PER_MINUTE": str(LIMIT),
    "DRILL_WINDOW_SECONDS": str(WINDOW.total_seconds()),
    "SCAN_CONCURRENCY": "4",
}
WRONG_BY_S = 300.0
# No host's own clock counts, so two of them may be wrong here.
MASTERS = (Master("ahead", WRONG_BY_S), Master("behind", -WRONG_BY_S), Master("right"))


def test_fifty_scans_start_five_a_window_in_their_order(fleet: Fleet):
    classes = [("premium", "standard", "low")[number % 3] for number in range(SCANS)]
    with starts_by_redis_clock(fleet.broker.url) as starts:
        fleet.http.post("/api/queue/pause")
        scan_ids = [fleet.create(priority=priority, pages=1, page_ms=10) for priority in classes]
        assert fleet.http.post("/api/queue/resume").is_success
        witness.wait_until_ended(*scan_ids, within_s=60)
    assert len(starts) == SCANS
    assert crowded([start.at for start in starts], LIMIT, WINDOW) == []
    assert overfull_windows(witness.events(), LIMIT, WINDOW) == []
    assert {witness.job(scan_id).attempts_made for scan_id in scan_ids} == {1}
    begun = _in_order_of_first("started")
    expected = [
        scan_id
        for wanted in ("premium", "standard", "low")
        for scan_id, priority in zip(scan_ids, classes, strict=True)
        if priority == wanted
    ]
    assert [scan_id for scan_id in begun if scan_id in scan_ids] == expected


def test_an_attempt_that_was_put_off_and_goes_on_in_the_window_is_charged_once(fleet: Fleet):
    time.sleep(WINDOW.total_seconds())
    with starts_by_redis_clock(fleet.broker.url) as starts:
        scan_ids = [fleet.create(pages=1, page_ms=10, wait="fetch_reddit:0.3") for _ in range(LIMIT)]
        witness.wait_until_ended(*scan_ids)
    begun = [event for event in witness.events() if event.kind == "started" and event.scan_id in scan_ids]
    assert len(begun) == 2 * LIMIT
    assert begun[-1].at - begun[0].at < WINDOW
    assert len({start.key for start in starts}) == len(starts) == LIMIT


def test_a_wiped_broker_opens_no_window(fleet: Fleet):
    time.sleep(WINDOW.total_seconds())
    scan_ids = [fleet.create(pages=1, page_ms=10) for _ in range(LIMIT)]
    witness.wait_for_event(scan_ids[-1], "claimed", stage="preprocess_nlp")
    fleet.broker.wipe()
    scan_ids += [fleet.create(pages=1, page_ms=10) for _ in range(LIMIT)]
    witness.wait_until_ended(*scan_ids)
    assert overfull_windows(witness.events(), LIMIT, WINDOW) == []


def _in_order_of_first(kind: str) -> list[str]:
    return list(dict.fromkeys(event.scan_id for event in witness.events() if event.kind == kind))
