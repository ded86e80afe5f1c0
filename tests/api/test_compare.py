"""What has changed from one scan to another."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest

from models.grouping import replace_centroids
from models.pain_point import PainPoint
from models.scan import Scan
from pipeline.match_state import State
from tests.actors.series_of_scans import finish_scan
from tests.api.comparing import compare
from tests.api.world import World
from tests.factories import make_scan

ROOT = Path(__file__).resolve().parents[2]


def states(compared: dict[str, Any]) -> dict[tuple[str | None, str | None], str | None]:
    return {_ids(item): item["state"] for item in compared["items"]}


def _ids(item: dict[str, Any]) -> tuple[str | None, str | None]:
    earlier, later = item["earlier"], item["later"]
    return earlier and earlier["id"], later and later["id"]


def documents(quotes: list[dict[str, Any]]) -> set[int]:
    return {int(quote["document_id"].removeprefix("t3_")) for quote in quotes}


def test_pain_points_are_new_growing_steady_shrinking_and_gone(world: World) -> None:
    earlier = finish_scan({"a": [1], "b": [2, 3], "c": list(range(40, 60)), "d": [9]}, collected=100)
    later = finish_scan({"a": list(range(20, 40)), "b": [2, 4], "c": [40, 41], "e": [70, 71]}, day=1, collected=100)
    compared = compare(world, earlier, later)
    assert list(states(compared).items()) == [
        ((None, "e"), "new"),
        (("a", "a"), "growing"),
        (("b", "b"), "steady"),
        (("c", "c"), "shrinking"),
        (("d", None), "gone"),
    ]
    assert compared["counts"] == {"new": 1, "growing": 1, "steady": 1, "shrinking": 1, "gone": 1, "unknown": 0}
    assert compared["next"] is None
    grown = compared["items"][1]
    assert (grown["earlier_share"], grown["later_share"]) == (0.01, 0.2)
    assert (grown["earlier"]["mentions"], grown["later"]["mentions"]) == (1, 20)
    new, gone = compared["items"][0], compared["items"][4]
    assert (new["earlier"], new["earlier_share"], new["later_share"]) == (None, 0.0, 0.02)
    assert (gone["later"], gone["earlier_share"], gone["later_share"]) == (None, 0.01, 0.0)


def test_every_state_that_the_engine_knows_is_counted(world: World) -> None:
    compared = compare(world, finish_scan({"a": [1]}), finish_scan({"a": [1]}))
    assert set(compared["counts"]) == {*get_args(State), "unknown"}


def test_the_evidence_that_changed_is_quoted_and_what_both_have_is_counted(world: World) -> None:
    earlier = finish_scan({"a": [1, 2, 3, 4]})
    later = finish_scan({"a": [3, 4, 11, 12, 13, 14, 15]}, day=1)
    (item,) = compare(world, earlier, later)["items"]
    assert item["shared_mentions"] == 2
    assert documents(item["gone_quotes"]) == {1, 2}
    best = [
        quote["document_id"] for quote in _quotes(world, later, "a") if quote["document_id"] not in ("t3_3", "t3_4")
    ]
    assert [quote["document_id"] for quote in item["new_quotes"]] == best[:3]
    first = item["new_quotes"][0]
    assert first == next(quote for quote in _quotes(world, later, "a") if quote["document_id"] == first["document_id"])


def _quotes(world: World, scan: Scan, pain_point_id: str) -> list[dict[str, Any]]:
    shown = world.client.simulate_get(f"/api/scans/{scan.id}/pain-points/{pain_point_id}").json
    quotes: list[dict[str, Any]] = shown["quotes"]
    return quotes


def test_one_id_is_one_pain_point_even_where_its_mentions_are_in_another(world: World) -> None:
    earlier = finish_scan({"a": [1, 2, 3], "b": [4, 5, 6]})
    later = finish_scan({"a": [4, 5, 6], "b": [1, 2, 3]}, day=1)
    assert set(states(compare(world, earlier, later))) == {("a", "a"), ("b", "b")}


def test_scans_of_different_questions_are_paired_by_what_they_quote(world: World) -> None:
    earlier = finish_scan({"a": [1, 2, 3], "b": [4, 5]}, question="one")
    later = finish_scan({"c": [4, 5, 6], "d": [20]}, question="another")
    compared = compare(world, earlier, later)
    assert set(states(compared)) == {("b", "c"), ("a", None), (None, "d")}
    assert compared["same_question"] is False


def test_scans_of_one_encoder_are_paired_by_likeness(world: World) -> None:
    earlier = finish_scan({"a": [1, 2], "b": [4, 5]}, encoder="static")
    later = finish_scan({"c": [11, 12], "d": [14, 15]}, encoder="static", question="another")
    for scan, first in ((earlier, 0), (later, 1)):
        vectors = np.roll(np.eye(2, 16, dtype="<f2"), first, axis=0)
        replace_centroids(scan.id, [vector.tobytes() for vector in vectors])
    compared = compare(world, earlier, later)
    assert set(states(compared)) == {("a", "d"), ("b", "c")}
    assert {item["similarity"] for item in compared["items"]} == {1.0}


def test_it_compares_what_people_left(world: World) -> None:
    earlier = finish_scan({"a": [1, 2], "b": [3], "x": [4, 5]})
    later = finish_scan({"a": [1, 2], "b": [3], "x": [4, 5]}, day=1)
    address = f"/api/scans/{later.id}/pain-points"
    for id_, curation in (
        ("a", {"action": "merge", "others": ["b"]}),
        ("a", {"action": "rename", "name": "Exports crash"}),
        ("x", {"action": "reject", "rejected": True}),
    ):
        made = world.client.simulate_post(f"{address}/{id_}/curations", json=curation)
        assert made.status_code == 201, made.text
    compared = compare(world, earlier, later)
    (item,) = compared["items"]
    assert (item["earlier"]["name"], item["later"]["name"]) == ("Exports crash", "Exports crash")
    assert (item["later"]["mentions"], item["shared_mentions"]) == (3, 3)
    assert "Rejected pain points are left out: 1 of the earlier scan, 1 of the later." in compared["notes"]


def test_where_a_scan_read_nothing_nothing_is_new_or_gone(world: World) -> None:
    nothing, something = finish_scan({}, collected=0), finish_scan({"a": [1]}, day=1)
    compared = compare(world, nothing, something)
    (item,) = compared["items"]
    assert (item["state"], item["earlier_share"]) == (None, None)
    assert compared["counts"]["unknown"] == 1
    assert "The earlier scan read no documents, so nothing can be called new." in compared["notes"]
    back = compare(world, something, nothing)
    assert back["items"][0]["state"] is None
    assert "The later scan read no documents, so nothing can be called gone." in back["notes"]


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_hold_every_change_once(world: World, limit: int) -> None:
    earlier = finish_scan({"a": [1], "b": [2], "c": [3]})
    later = finish_scan({"a": [1], "d": [12], "e": [13]}, day=1)
    whole = compare(world, earlier, later)
    items: list[dict[str, Any]] = []
    following: str | None = f"/api/compare?earlier={earlier.id}&later={later.id}&limit={limit}"
    while following:
        page = world.client.simulate_get(following).json
        assert page["counts"] == whole["counts"]
        assert len(page["items"]) <= limit
        items += page["items"]
        following = page["next"]
    assert items == whole["items"]
    assert len(items) == 5


def test_a_cursor_whose_change_is_not_there_any_more_is_refused(world: World) -> None:
    earlier, later = finish_scan({"a": [1], "b": [2]}), finish_scan({"a": [1], "b": [2]}, day=1)
    following = compare(world, earlier, later, "&limit=1")["next"]
    first = compare(world, earlier, later)["items"][0]["later"]["id"]
    PainPoint.update(rejected=True).where(PainPoint.id == first).execute()
    refused = world.client.simulate_get(following)
    assert refused.status_code == 422
    assert refused.json["errors"][0]["field"] == "cursor"


@pytest.mark.parametrize(
    ("status", "fix"), [("running", "when it has ended"), ("failed", "/retry"), ("cancelled", "/retry")]
)
@pytest.mark.parametrize("field", ["earlier", "later"])
def test_a_scan_without_results_is_refused_with_what_would_do(world: World, field: str, status: str, fix: str) -> None:
    ids = {"earlier": world.finished.id, "later": world.finished.id, field: make_scan(status=status).id}
    refused = world.client.simulate_get("/api/compare", params=ids)
    assert refused.status_code == 409
    (error,) = refused.json["errors"]
    assert error["field"] == field
    assert status in error["message"]
    assert fix in error["message"]


def test_a_partial_scan_can_be_compared(world: World) -> None:
    partial = finish_scan({"a": [1]})
    Scan.update(status="partial").where(Scan.id == partial.id).execute()
    assert compare(world, partial, finish_scan({"a": [1]}, day=1))["earlier"]["status"] == "partial"


def test_the_number_of_queries_does_not_grow_with_what_is_compared(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    small = finish_scan({"a": [1]}), finish_scan({"a": [2]}, day=1)
    pains = {f"p{n}": [2 * n, 2 * n + 1] for n in range(20)}
    large = finish_scan(pains), finish_scan({id_: [first + 50] for id_, (first, _) in pains.items()}, day=1)
    compare(world, *small)  # asks for the time, too

    def queries(scans: tuple[Scan, Scan]) -> int:
        caplog.clear()
        with caplog.at_level("DEBUG", logger="peewee"):
            compared = compare(world, *scans)
        assert all(item["new_quotes"] and item["gone_quotes"] for item in compared["items"])
        return sum(record.name == "peewee" for record in caplog.records)

    assert queries(small) == queries(large) > 0


def test_only_a_process_that_compares_loads_numpy(world: World) -> None:
    """In a process of its own, since this one has loaded it long ago."""
    earlier, later = finish_scan({"a": [1]}), finish_scan({"a": [1]}, day=1)
    program = (
        "import sys, json, api.app\n"
        "from api.comparison import compare_scans\n"
        "from models.database import connect\n"
        "from models.scan import load_scan\n"
        "before = 'numpy' in sys.modules\n"
        "connect(sys.argv[1])\n"
        "found = compare_scans(load_scan(sys.argv[2]), load_scan(sys.argv[3]))\n"
        "print(json.dumps([before, [change.state for change in found], 'numpy' in sys.modules]))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, world.database_url, earlier.id, later.id],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == [False, ["steady"], True]
