"""Pain points that are like another."""

from __future__ import annotations

from struct import pack

import pytest

from models.grouping import replace_centroids
from models.pain_point import Observation, PainPoint
from tests.api.world import World, make_finished_scan

CENTRES = [(1.0, 0.0), (0.6, 0.8), (0.8, 0.6), (0.0, 1.0), (-1.0, 0.0), (0.96, 0.28), (0.28, 0.96)]


@pytest.fixture
def scan_id(world: World) -> str:
    scan = make_finished_scan(pain_points=len(CENTRES), quotes=1)
    Observation.update(group_number=Observation.rank - 1).where(Observation.scan == scan).execute()
    replace_centroids(scan.id, [pack("<2e", *centre) for centre in CENTRES])
    return scan.id


def related(world: World, scan_id: str, rank: int = 1) -> list[tuple[str, float]]:
    answer = world.client.simulate_get(f"/api/scans/{scan_id}/pain-points/{scan_id}-pain{rank}/related")
    assert answer.status_code == 200, answer.text
    return [(item["id"].removeprefix(f"{scan_id}-pain"), item["similarity"]) for item in answer.json["items"]]


def test_the_five_most_alike_come_first_to_last(world: World, scan_id: str) -> None:
    assert related(world, scan_id) == [("6", 0.96), ("3", 0.8), ("2", 0.6), ("7", 0.28), ("4", 0.0)]
    assert related(world, scan_id, rank=4)[:2] == [("7", 0.96), ("2", 0.8)]


def test_they_are_shown_as_people_left_them(world: World, scan_id: str) -> None:
    PainPoint.update(curated_name="Breakers").where(PainPoint.id == f"{scan_id}-pain6").execute()
    PainPoint.update(rejected=True).where(PainPoint.id == f"{scan_id}-pain3").execute()
    answer = world.client.simulate_get(f"/api/scans/{scan_id}/pain-points/{scan_id}-pain1/related").json
    assert answer["items"][0] == {
        "id": f"{scan_id}-pain6",
        "name": "Breakers",
        "category": "wish",
        "score": 40.0,
        "mentions": 1,
        "similarity": 0.96,
    }
    assert [rank for rank, _ in related(world, scan_id)] == ["6", "2", "7", "4", "5"]


def test_a_pain_point_without_a_centre_is_like_none(world: World, scan_id: str) -> None:
    Observation.update(group_number=None).where(Observation.pain_point == f"{scan_id}-pain1").execute()
    assert related(world, scan_id) == []
    assert "1" not in dict(related(world, scan_id, rank=6))


def test_an_older_scan_kept_no_centres(world: World) -> None:
    assert related(world, world.finished.id) == []
