"""What happened to a scan."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

from models.claim import advance
from models.clock import now
from models.database import transaction
from models.event import Event, record
from tests.api.world import World, make_claimed_scan, make_failed_scan


def events(world: World, address: str) -> Any:
    answer = world.client.simulate_get(address)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_they_tell_the_life_of_a_scan_from_its_beginning(world: World) -> None:
    claim = make_claimed_scan(worker="laptop:42")
    with transaction():
        advance(claim, "preprocess_nlp", now=now())
    shown = events(world, f"/api/scans/{claim.scan_id}/events")
    assert shown["next"] is None
    items = shown["items"]
    assert [item["kind"] for item in items] == ["accepted", "started", "claimed", "stage_completed"]
    assert items[0]["detail"] == {"priority": "premium"}
    claimed = items[2]
    assert claimed.keys() == {"id", "at", "kind", "stage", "attempt", "worker", "detail"}
    assert (claimed["stage"], claimed["attempt"], claimed["worker"]) == ("fetch_reddit", 1, "laptop:42")
    assert claimed["at"].endswith("Z")


def test_each_scan_has_its_own(world: World) -> None:
    failed = make_failed_scan()
    shown = events(world, f"/api/scans/{world.running.id}/events")
    kinds = {item["kind"] for item in events(world, f"/api/scans/{failed.id}/events")["items"]}
    assert [item["kind"] for item in shown["items"]] == ["accepted", "started"]
    assert "failed" in kinds


def test_pages_follow_one_another_without_gap_or_repeat_while_more_happens(world: World) -> None:
    scan = world.running
    for number in range(5):
        record(scan.id, "sent_again", at=now(), number=number)
    address: str | None = f"/api/scans/{scan.id}/events?limit=2"
    ids: list[int] = []
    while address:
        page = events(world, address)
        ids += [item["id"] for item in page["items"]]
        address = page["next"]
        if len(ids) == 2:
            record(scan.id, "sent_again", at=now(), number=5)
    assert ids == [event.id for event in Event.select().where(Event.scan == scan).order_by(Event.id)]
    assert len(ids) == 8


def test_since_gives_what_happened_from_that_moment_on(world: World) -> None:
    scan, at = world.running, now() + timedelta(minutes=1)
    for seconds in (-1, 0, 1):
        record(scan.id, "sent_again", at=at + timedelta(seconds=seconds), number=seconds)
    moment = quote((at + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%S.%f+02:00"))
    shown = events(world, f"/api/scans/{scan.id}/events?since={moment}&limit=1")
    assert [item["detail"]["number"] for item in shown["items"]] == [0]
    rest = events(world, shown["next"])
    assert [item["detail"]["number"] for item in rest["items"]] == [1]
    assert rest["next"] is None


def test_there_must_be_a_scan(world: World) -> None:
    assert world.client.simulate_get("/api/scans/nope/events").status_code == 404
