"""Curating pain points: what is answered, what the lists then show, and undoing it."""

from __future__ import annotations

from typing import Any

import pytest
from falcon.testing import Result

from models.pain_point import Mention
from models.scan import Scan
from tests.api.world import World

ALL = "?rejected=any"


def path_of(world: World, rank: int = 1) -> str:
    return f"/api/scans/{world.finished.id}/pain-points/{id_of(world, rank)}"


def id_of(world: World, rank: int) -> str:
    return f"{world.finished.id}-pain{rank}"


def curate(world: World, rank: int = 1, **body: Any) -> Any:
    made = world.client.simulate_post(f"{path_of(world, rank)}/curations", json=body)
    assert made.status_code == 201, made.text
    return made.json


def undo(world: World, curation: dict[str, Any]) -> Any:
    undone = world.client.simulate_post(f"/api/curations/{curation['id']}/undo")
    assert undone.status_code == 200, undone.text
    return undone.json


def refuse(world: World, rank: int = 1, **body: Any) -> dict[str, str]:
    result: Result = world.client.simulate_post(f"{path_of(world, rank)}/curations", json=body)
    assert result.status_code == 422, result.text
    return {error["field"]: error["message"] for error in result.json["errors"]}


def list_items(world: World, query: str = "") -> Any:
    return world.client.simulate_get(f"/api/scans/{world.finished.id}/pain-points{query}").json["items"]


def everything(world: World) -> Any:
    explained = [world.client.simulate_get(f"{path_of(world, rank)}/explanation").json for rank in range(1, 6)]
    shown = [world.client.simulate_get(path_of(world, rank)).json for rank in range(1, 6)]
    scan = world.client.simulate_get(f"/api/scans/{world.finished.id}").json
    return [scan, list_items(world, ALL), shown, explained]


def places(world: World, rank: int) -> list[dict[str, Any]]:
    quotes = world.client.simulate_get(path_of(world, rank)).json["quotes"]
    return [{key: quote[key] for key in ("document_id", "start", "end")} for quote in quotes]


def test_a_rename_is_answered_whole_and_shown_everywhere(world: World) -> None:
    made = curate(world, action="rename", name="  Kilns   that trip ")
    assert made.pop("created_at").endswith("Z")
    assert made == {
        "id": made["id"],
        "action": "rename",
        "details": {"name": "Kilns that trip"},
        "pain_point_id": id_of(world, 1),
        "pain_point_name": "kiln trips the fuse 1",
        "undone_at": None,
        "new_pain_point_id": None,
    }
    shown = world.client.simulate_get(path_of(world)).json
    assert (shown["name"], shown["original_name"]) == ("Kilns that trip", "kiln trips the fuse 1")
    assert curate(world, action="rename", name=None)["pain_point_name"] == "Kilns that trip"
    assert world.client.simulate_get(path_of(world)).json["name"] == "kiln trips the fuse 1"


def test_stars_notes_and_rejections_are_shown_and_a_rejected_pain_point_is_hidden(world: World) -> None:
    curate(world, action="star", starred=True)
    curate(world, action="note", note=" Ask Ada.\r\nTwice.  ")
    curate(world, action="reject", rejected=True)
    shown = world.client.simulate_get(path_of(world)).json
    assert (shown["starred"], shown["note"], shown["rejected"]) == (True, "Ask Ada.\nTwice.", True)
    assert id_of(world, 1) not in [item["id"] for item in list_items(world)]
    assert id_of(world, 1) in [item["id"] for item in list_items(world, ALL)]
    curate(world, action="note", note="  ")
    assert world.client.simulate_get(path_of(world)).json["note"] is None


def test_a_merge_joins_the_quotes_and_undoing_it_gives_back_every_byte(world: World) -> None:
    before = everything(world)
    merge = curate(world, 4, action="merge", others=[id_of(world, 1), id_of(world, 5)])
    assert merge["details"] == {
        "others": [id_of(world, 1), id_of(world, 5)],
        "other_names": ["kiln trips the fuse 1", "kiln trips the fuse 5"],
    }
    items = list_items(world)
    assert {item["id"] for item in items} == {id_of(world, rank) for rank in (2, 3, 4)}
    merged = next(item for item in items if item["id"] == id_of(world, 4))
    assert (merged["name"], merged["mentions"]) == ("kiln trips the fuse 4", 15)
    assert {one["name"]: one["mentions"] for one in merged["subreddits"]} == {"Pottery": 10, "glaze": 5}
    assert merged["score"] == pytest.approx(sum(part["points"] for part in merged["score_parts"].values()), abs=0.06)
    assert world.client.simulate_get(path_of(world, 1)).status_code == 404
    scan = world.client.simulate_get(f"/api/scans/{world.finished.id}").json
    assert scan["counts"]["pain_points"] == 3
    undo(world, merge)
    assert everything(world) == before


def test_a_split_makes_a_pain_point_of_its_own(world: World) -> None:
    before = everything(world)
    leaving = places(world, 2)[:2]
    split = curate(world, 2, action="split", mentions=leaving, name="Fuses")
    assert split["details"] == {"mentions": leaving, "name": "Fuses"}
    new = world.client.simulate_get(f"/api/scans/{world.finished.id}/pain-points/{split['new_pain_point_id']}").json
    assert (new["name"], new["mentions"], new["category"]) == ("Fuses", 2, "broken")
    assert world.client.simulate_get(path_of(world, 2)).json["mentions"] == 3
    ranked = [item["score"] for item in list_items(world)]
    assert len(ranked) == 6
    assert ranked == sorted(ranked, reverse=True)
    undo(world, split)
    assert everything(world) == before


def test_curations_are_undone_in_any_order(world: World) -> None:
    before = everything(world)
    first = curate(world, 1, action="merge", others=[id_of(world, 2)])
    second = curate(world, 3, action="merge", others=[id_of(world, 1)])
    third = curate(world, 3, action="rename", name="All")
    for curation in (first, third, second):
        undo(world, curation)
    assert everything(world) == before


def test_undoing_twice_changes_nothing(world: World) -> None:
    curation = curate(world, action="star", starred=True)
    once = undo(world, curation)
    assert once["undone_at"] is not None
    assert undo(world, curation) == once


def test_the_log_is_listed_newest_first_in_pages(world: World) -> None:
    made = [curate(world, rank, action="star", starred=True)["id"] for rank in (1, 2, 3)]
    log = f"/api/scans/{world.finished.id}/curations"
    page = world.client.simulate_get(f"{log}?limit=2").json
    assert [item["id"] for item in page["items"]] == made[:0:-1]
    rest = world.client.simulate_get(page["next"]).json
    assert ([item["id"] for item in rest["items"]], rest["next"]) == (made[:1], None)
    assert world.client.simulate_get(f"{log}?cursor=WzFd").json["items"] == []


def test_a_scan_of_another_question_has_a_log_of_its_own(world: World) -> None:
    curate(world, action="star", starred=True)
    Scan.update(question="another").where(Scan.id == world.running.id).execute()
    assert world.client.simulate_get(f"/api/scans/{world.running.id}/curations").json == {"items": [], "next": None}


def test_what_cannot_be_is_refused_by_the_name_of_its_field(world: World) -> None:
    own, other = places(world, 1), places(world, 2)
    before = everything(world)
    assert "itself" in refuse(world, action="merge", others=[id_of(world, 1)])["others[0]"]
    assert "no pain point of this scan" in refuse(world, action="merge", others=[id_of(world, 2), "x"])["others[1]"]
    assert "repeats" in refuse(world, action="merge", others=["x", "x"])["others[1]"]
    assert (
        "no mention of this" in refuse(world, action="split", mentions=[*own[:1], *other[:1]], name="x")["mentions[1]"]
    )
    assert "leave at least one" in refuse(world, action="split", mentions=own, name="x")["mentions"]
    assert "name at least one" in refuse(world, action="split", mentions=[], name="x")["mentions"]
    assert refuse(world, action="split", name=" ").keys() == {"mentions", "name"}
    assert everything(world) == before
    assert Mention.select().where(Mention.pain_point != Mention.found_in).count() == 0


def test_a_scan_that_runs_is_not_curated(world: World) -> None:
    answer = world.client.simulate_post(
        f"/api/scans/{world.running.id}/pain-points/x/curations", json={"action": "star", "starred": True}
    )
    assert answer.status_code == 409
    assert "when it has ended" in answer.json["detail"]
