"""Changing the priority of scans that wait."""

from __future__ import annotations

import pytest
from falcon.testing import Result

from models.clock import now
from models.event import events_of
from models.job import PRIORITIES, Job
from models.scan import Scan
from models.waiting_line import start_next
from tests.api.world import World, make_failed_scan, make_waiting_scan


def change(world: World, scan_id: str, **body: object) -> Result:
    return world.client.simulate_patch(f"/api/scans/{scan_id}", json=body)


@pytest.mark.parametrize("priority", ["low", "standard", "premium"])
def test_a_waiting_scan_shows_its_new_priority_and_so_does_its_job(world: World, priority: str) -> None:
    scan = make_waiting_scan(priority="standard")
    answer = change(world, scan.id, priority=priority)
    assert answer.status_code == 200
    assert answer.json["request"] == {"source": "sample", "priority": priority}
    assert world.client.simulate_get(f"/api/scans/{scan.id}").json == answer.json
    assert Job.get(Job.scan == scan).priority == PRIORITIES[priority]
    assert world.dispatched == ["now"]


def test_a_scan_that_becomes_premium_starts_before_those_that_waited_longer(world: World) -> None:
    earlier, later = make_waiting_scan(), make_waiting_scan()
    assert change(world, later.id, priority="premium").status_code == 200
    started = [start_next(slots=9, starts_per_window=0, now=now()) for _ in range(2)]
    assert [start.scan_id for start in started if start] == [later.id, earlier.id]


def test_a_change_is_told_once(world: World) -> None:
    scan = make_waiting_scan(priority="low")
    for _ in range(2):
        assert change(world, scan.id, priority="premium").status_code == 200
    told = [event.detail for event in events_of(scan.id, limit=99) if event.kind == "priority_changed"]
    assert told == [{"priority": "premium"}]


def test_what_no_longer_waits_keeps_its_priority(world: World) -> None:
    failed = make_failed_scan()
    for scan in (world.running, failed, world.finished):
        before = Scan.get_by_id(scan.id).request
        refused = change(world, scan.id, priority="low")
        assert refused.status_code == 409
        assert scan.status in refused.json["detail"]
        assert Scan.get_by_id(scan.id).request == before


@pytest.mark.parametrize(
    ("body", "field"),
    [({}, "priority"), ({"priority": "urgent"}, "priority"), ({"priority": "low", "source": "sample"}, "source")],
)
def test_nothing_else_can_be_changed(world: World, body: dict[str, object], field: str) -> None:
    scan = make_waiting_scan()
    refused = change(world, scan.id, **body)
    assert refused.status_code == 422
    assert [error["field"] for error in refused.json["errors"]] == [field]
    assert Job.get(Job.scan == scan).priority == PRIORITIES["standard"]


def test_there_must_be_a_scan_to_change(world: World) -> None:
    assert change(world, "nope", priority="low").status_code == 404
