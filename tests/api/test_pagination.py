"""Walking through pages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.api.world import World, make_finished_scan
from tests.factories import NOON, make_scan


def walk(world: World, address: str, *, between: list[str] | None = None) -> list[str]:
    """Follow `next` to the end; with `between`, a new scan is made after each page and its id noted there."""
    seen: list[str] = []
    following: str | None = address
    while following:
        assert following.startswith("/api/")
        page = world.client.simulate_get(following)
        assert page.status_code == 200, page.text
        seen += [item["id"] for item in page.json["items"]]
        following = page.json["next"]
        if between is not None:
            between.append(make_scan(at=NOON + timedelta(days=1000, seconds=len(between))).id)
    return seen


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 50])
def test_every_scan_comes_exactly_once_even_while_new_ones_are_made(world: World, limit: int) -> None:
    old = {make_scan(at=NOON + timedelta(seconds=second // 3)).id for second in range(10)}
    made: list[str] = []
    seen = walk(world, f"/api/scans?limit={limit}", between=made)
    assert len(seen) == len(set(seen))
    assert set(seen) == old | {world.finished.id, world.running.id}
    assert made


def test_scans_of_the_same_millisecond_are_not_lost_between_pages(world: World) -> None:
    same = {make_scan(at=NOON, status="cancelled").id for _ in range(5)}
    assert set(walk(world, "/api/scans?status=cancelled&limit=2")) == same


def test_next_keeps_the_filters(world: World) -> None:
    page = world.client.simulate_get(f"/api/scans/{world.finished.id}/pain-points?limit=1&category=wish&min_score=60")
    assert "category=wish" in page.json["next"]
    assert "min_score=60" in page.json["next"]
    assert "limit=1" in page.json["next"]


@pytest.mark.parametrize("limit", [1, 2, 4])
def test_every_pain_point_comes_exactly_once_best_first(world: World, limit: int) -> None:
    scan = make_finished_scan(pain_points=8, quotes=1)
    seen = walk(world, f"/api/scans/{scan.id}/pain-points?limit={limit}")
    assert seen == [f"{scan.id}-pain{rank}" for rank in range(1, 9)]


def test_the_last_page_has_no_next_when_it_is_just_full(world: World) -> None:
    page = world.client.simulate_get(f"/api/scans/{world.finished.id}/pain-points?limit=5")
    assert len(page.json["items"]) == 5
    assert page.json["next"] is None
