"""Audiences: made, changed, deleted, carried elsewhere, and read by scans."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from falcon.testing import Result

from models.audience import Audience
from models.scan import Scan
from tests.api.test_pagination import walk
from tests.api.world import World

POTTERS = {"name": "Potters", "subreddits": ["r/Pottery", "glaze"]}
LIST = "/api/audiences"


def make(world: World, name: str = "Potters", *subreddits: str) -> dict[str, Any]:
    made = world.client.simulate_post(LIST, json={"name": name, "subreddits": subreddits or POTTERS["subreddits"]})
    assert made.status_code == 201, made.text
    audience: dict[str, Any] = made.json
    assert made.headers["location"] == f"{LIST}/{audience['id']}"
    return audience


def bring(world: World, *audiences: dict[str, Any], **more: Any) -> Result:
    return world.client.simulate_post(f"{LIST}/import", json={"audiences": audiences, **more})


def names(world: World) -> dict[str, list[str]]:
    return {audience.name: audience.subreddits for audience in Audience.select()}


def test_an_audience_is_kept_in_its_normal_form(world: World) -> None:
    made = make(world, "  Potters   of the\tworld ", "r/Pottery", "/r/glaze/")
    assert (made["name"], made["subreddits"]) == ("Potters of the world", ["Pottery", "glaze"])
    assert made["created_at"] == made["updated_at"]
    assert world.client.simulate_get(f"{LIST}/{made['id']}").json == made


def test_changing_it_replaces_name_and_subreddits(world: World) -> None:
    made = make(world)
    changed = world.client.simulate_put(f"{LIST}/{made['id']}", json={"name": "POTTERS", "subreddits": ["kilns"]})
    assert changed.status_code == 200
    assert changed.json == {
        **made,
        "name": "POTTERS",
        "subreddits": ["kilns"],
        "updated_at": changed.json["updated_at"],
    }
    assert changed.json["updated_at"] >= made["updated_at"]
    assert names(world) == {"POTTERS": ["kilns"]}


def test_it_is_gone_once_it_is_deleted(world: World) -> None:
    address = f"{LIST}/{make(world)['id']}"
    assert world.client.simulate_delete(address).status_code == 204
    for answer in (
        world.client.simulate_get(address),
        world.client.simulate_delete(address),
        world.client.simulate_put(address, json=POTTERS),
    ):
        assert answer.status_code == 404
    assert names(world) == {}


@pytest.mark.parametrize("name", ["potters", " POTTERS "])
def test_a_name_that_is_taken_is_refused_with_the_id_that_has_it(world: World, name: str) -> None:
    taken, other = make(world), make(world, "Bakers")
    body = {"name": name, "subreddits": ["kilns"]}
    for answer in (
        world.client.simulate_post(LIST, json=body),
        world.client.simulate_put(f"{LIST}/{other['id']}", json=body),
    ):
        assert answer.status_code == 409
        (error,) = answer.json["errors"]
        assert error["field"] == "name"
        assert taken["id"] in error["message"]
    assert names(world).keys() == {"Potters", "Bakers"}


def test_a_name_is_the_same_however_its_letters_are_put_together(world: World) -> None:
    make(world, "Caf\u00e9")
    assert world.client.simulate_post(LIST, json={"name": "CAFE\u0301", "subreddits": ["coffee"]}).status_code == 409


def test_of_many_that_want_a_name_at_a_time_one_gets_it(world: World) -> None:
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: world.client.simulate_post(LIST, json=POTTERS).status_code, range(6)))
    assert sorted(answers) == [201, *[409] * 5]


@pytest.mark.parametrize("limit", [1, 3, 50])
def test_the_list_is_ordered_by_name_whatever_its_case(world: World, limit: int) -> None:
    made = {name: make(world, name)["id"] for name in ["cobblers", "Bakers", "atters", "Élan", "z" * 80, "😀" * 80]}
    listed = walk(world, f"{LIST}?limit={limit}")
    assert sorted(listed) == sorted(made.values())
    assert listed[:3] == [made["atters"], made["Bakers"], made["cobblers"]]


def test_what_is_exported_can_be_imported_elsewhere(world: World) -> None:
    make(world, "Potters", "pottery", "glaze")
    make(world, "Bakers", "baking")
    exported = world.client.simulate_get(f"{LIST}/export")
    assert exported.headers["content-disposition"] == 'attachment; filename="painpointradar-audiences.json"'
    before = names(world)
    Audience.delete().execute()
    assert world.client.simulate_post(f"{LIST}/import", json=exported.json).json == {
        "created": 2, "replaced": 0, "skipped": 0,
    }  # fmt: skip
    assert names(world) == before == {"Potters": ["pottery", "glaze"], "Bakers": ["baking"]}


@pytest.mark.parametrize(
    ("on_conflict", "answer", "kept"),
    [
        ("replace", {"created": 1, "replaced": 1, "skipped": 0}, {"POTTERS": ["kilns"], "Bakers": ["baking"]}),
        ("skip", {"created": 1, "replaced": 0, "skipped": 1}, {"Potters": ["pottery"], "Bakers": ["baking"]}),
    ],
)
def test_an_import_replaces_or_skips_what_is_there(
    world: World, on_conflict: str, answer: dict[str, int], kept: dict[str, list[str]]
) -> None:
    id_ = make(world, "Potters", "pottery")["id"]
    entries = [{"name": "Bakers", "subreddits": ["baking"]}, {"name": "POTTERS", "subreddits": ["kilns"]}]
    assert bring(world, *entries, on_conflict=on_conflict).json == answer
    assert names(world) == kept
    assert Audience.get(Audience.key == "potters").id == id_


def test_an_import_is_refused_whole_where_a_name_is_taken(world: World) -> None:
    id_ = make(world, "Potters", "pottery")["id"]
    entries = [{"name": "Bakers", "subreddits": ["baking"]}, {"name": "POTTERS", "subreddits": ["kilns"]}]
    refused = bring(world, *entries)
    assert refused.status_code == 409
    (error,) = refused.json["errors"]
    assert error["field"] == "audiences[1].name"
    assert id_ in error["message"]
    assert names(world) == {"Potters": ["pottery"]}


def test_a_bad_entry_of_an_import_is_named_and_nothing_is_stored(world: World) -> None:
    good = [{"name": f"Audience {n}", "subreddits": ["pottery"]} for n in range(3)]
    refused = bring(world, *good, {"name": "Bakers", "subreddits": ["baking", "not a name"]}, on_conflict="replace")
    assert refused.status_code == 422
    assert [error["field"] for error in refused.json["errors"]] == ["audiences[3].subreddits[1]"]
    assert names(world) == {}


def test_five_hundred_audiences_are_imported_at_a_time(world: World) -> None:
    entries = [{"name": f"Audience {n}", "subreddits": ["pottery"]} for n in range(501)]
    refused = bring(world, *entries)
    assert [error["field"] for error in refused.json["errors"]] == ["audiences"]
    assert bring(world, *entries[:500]).json["created"] == 500


def test_a_scan_reads_its_audience_together_with_its_own_subreddits(world: World) -> None:
    made = make(world, "Potters", "Pottery", "glaze")
    body = {"source": "arctic_shift", "subreddits": ["kilns", "pottery"], "audience": "  potters"}
    for audience in ("  potters", made["id"]):
        scan = _accepted(world, body | {"audience": audience})
        assert scan["request"]["subreddits"] == ["kilns", "pottery", "glaze"]
        assert scan["request"]["audience"] == "Potters"
    plain = _accepted(world, {"source": "sample", "subreddits": ["glaze", "KILNS", "pottery"]})
    assert Scan.get_by_id(plain["id"]).question == Scan.get_by_id(scan["id"]).question
    assert plain["request"]["audience"] is None


def test_an_audience_alone_is_enough_for_a_source_that_needs_subreddits(world: World) -> None:
    make(world, "Potters", "Pottery")
    assert _accepted(world, {"source": "arctic_shift", "audience": "Potters"})["request"]["subreddits"] == ["Pottery"]


def test_a_scan_keeps_what_its_audience_was(world: World) -> None:
    made = make(world, "Potters", "Pottery")
    scan = _accepted(world, {"source": "sample", "audience": "Potters"})
    world.client.simulate_put(f"{LIST}/{made['id']}", json={"name": "Bakers", "subreddits": ["baking"]})
    world.client.simulate_delete(f"{LIST}/{made['id']}")
    kept = world.client.simulate_get(f"/api/scans/{scan['id']}").json["request"]
    assert (kept["audience"], kept["subreddits"]) == ("Potters", ["Pottery"])


def test_a_repeated_key_gives_the_same_scan_although_the_audience_is_another(world: World) -> None:
    address = f"{LIST}/{make(world)['id']}"
    body, headers = {"source": "sample", "audience": "potters"}, {"Idempotency-Key": "once"}
    first = world.client.simulate_post("/api/scans", json=body, headers=headers)
    world.client.simulate_put(address, json={"name": "Potters", "subreddits": ["kilns"]})
    assert world.client.simulate_post("/api/scans", json=body, headers=headers).json == first.json
    world.client.simulate_delete(address)
    assert world.client.simulate_post("/api/scans", json=body, headers=headers).json == first.json


@pytest.mark.parametrize("address", ["/api/scans", "/api/scans/estimate"])
def test_more_subreddits_than_a_scan_may_read_are_refused_together(world: World, address: str) -> None:
    make(world, "Potters", *(f"sub{n}" for n in range(100)))
    refused = world.client.simulate_post(
        address, json={"source": "sample", "subreddits": ["SUB1", "kilns"], "audience": "Potters"}
    )
    assert refused.status_code == 422
    (error,) = refused.json["errors"]
    assert error["field"] == "subreddits"
    assert "101" in error["message"]


def test_an_estimate_counts_the_subreddits_of_the_audience(world: World) -> None:
    make(world, "Potters", *(f"sub{n}" for n in range(20)))
    body = {"source": "arctic_shift", "subreddits": ["kilns"], "limit_posts": 1_000}
    alone = world.client.simulate_post("/api/scans/estimate", json=body).json
    together = world.client.simulate_post("/api/scans/estimate", json=body | {"audience": "Potters"}).json
    assert together["queries"] > alone["queries"] > 0


def _accepted(world: World, body: dict[str, Any]) -> dict[str, Any]:
    made = world.client.simulate_post("/api/scans", json=body)
    assert made.status_code == 202, made.text
    scan: dict[str, Any] = world.client.simulate_get(made.headers["location"]).json
    return scan
