from __future__ import annotations

from pathlib import Path

from tests.api.world import ARCHIVE_FILE, World, a_world


def sources(world: World) -> dict[str, str | None]:
    return {item["name"]: item["missing"] for item in world.client.simulate_get("/api/sources").json["items"]}


def test_it_says_what_is_missing_for_each_source(world: World) -> None:
    missing = sources(world)
    assert missing["sample"] is missing["archive"] is missing["arctic_shift"] is None
    assert "REDDIT_CLIENT_ID" in (missing["reddit"] or "")
    (world.settings.archives / "pottery.ndjson").unlink()
    assert str(world.settings.archives) in (sources(world)["archive"] or "")


def test_with_credentials_reddit_is_usable(tmp_path: Path) -> None:
    with a_world(tmp_path, reddit_client_id="id", reddit_client_secret="secret") as world:
        assert sources(world)["reddit"] is None


def test_an_estimate_counts_queries_and_names_caps_and_queues_nothing(world: World) -> None:
    before = world.rows()
    body = {"source": "reddit", "subreddits": ["pottery", "glaze"], "range": "90d"}
    estimate = world.client.simulate_post("/api/scans/estimate", json=body).json
    assert estimate["queries"] > 1_000
    assert estimate["minutes"] > 10
    assert any("1,000" in cap for cap in estimate["caps"])
    assert world.client.simulate_post("/api/scans/estimate", json={"source": "sample"}).json["queries"] == 0
    assert world.rows() == before


def test_an_estimate_refuses_what_a_scan_would(world: World) -> None:
    answer = world.client.simulate_post("/api/scans/estimate", json={"source": "reddit", "range": "7"})
    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"] == "range"


def test_it_names_the_files_that_an_archive_scan_can_ask_for(world: World):
    files = {item["name"]: item["files"] for item in world.client.simulate_get("/api/sources").json["items"]}
    assert ARCHIVE_FILE in files["archive"]
    assert files["sample"] is None
