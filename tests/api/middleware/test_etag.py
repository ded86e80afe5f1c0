"""Polling costs little while nothing changes."""

from __future__ import annotations

import pytest

from models.scan import Scan
from tests.api.world import World


@pytest.mark.parametrize("path", ["/api/scans/{id}", "/api/queue/status", "/api/queue/status?jobId=scan-{id}"])
def test_an_unchanged_answer_is_304_without_a_body(world: World, path: str) -> None:
    address = path.format(id=world.running.id)
    first = world.client.simulate_get(address)
    again = world.client.simulate_get(address, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]


def test_a_changed_answer_is_sent_whole(world: World) -> None:
    address = f"/api/scans/{world.running.id}"
    first = world.client.simulate_get(address)
    Scan.update(progress=42).where(Scan.id == world.running.id).execute()
    again = world.client.simulate_get(address, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 200
    assert again.json["progress"] == 42
    assert again.headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize("header", ['W/{tag}, "other"', '"other", {tag}', "*"])
def test_weak_strong_and_several_tags_are_understood(world: World, header: str) -> None:
    address = f"/api/scans/{world.finished.id}"
    tag = world.client.simulate_get(address).headers["etag"].removeprefix("W/")
    again = world.client.simulate_get(address, headers={"If-None-Match": header.format(tag=tag)})
    assert again.status_code == 304


@pytest.mark.parametrize("header", ["", "nonsense", '"other"'])
def test_tags_of_others_change_nothing(world: World, header: str) -> None:
    answer = world.client.simulate_get(f"/api/scans/{world.finished.id}", headers={"If-None-Match": header})
    assert answer.status_code == 200


def test_problems_carry_no_tag(world: World) -> None:
    assert "etag" not in world.client.simulate_get("/api/scans/nope").headers
