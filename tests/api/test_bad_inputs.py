"""Nothing that a client sends wrong breaks anything, and each answer says what would do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.bad_inputs import BAD_INPUTS
from tests.api.bad_inputs.bad_input import BadInput
from tests.api.bad_inputs.preparation import take_names, use_key
from tests.api.bad_inputs.table import table
from tests.api.world import World, a_world

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "bad-inputs.md"


@pytest.fixture(scope="module")
def shared_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder: Path = tmp_path_factory.mktemp("world")
    with a_world(folder) as made:
        use_key(made)
        take_names()
        yield made


@pytest.mark.parametrize("bad", BAD_INPUTS, ids=lambda bad: bad.what)
def test_it_answers_a_problem_and_writes_nothing(shared_world: World, bad: BadInput) -> None:
    before = shared_world.rows()
    result = bad.send(shared_world)

    assert result.status_code == bad.status, result.text
    assert result.headers["content-type"] == "application/problem+json"
    problem = result.json
    assert problem["status"] == bad.status
    assert {"type", "title", "detail"} <= problem.keys()
    assert problem["detail"].endswith(".")
    assert shared_world.rows() == before

    fields = [error["field"] for error in problem.get("errors", ())]
    assert bad.named in fields if bad.named else not fields


def test_every_wrong_field_is_named_at_once(world: World) -> None:
    body = {"source": "samples", "keywords": ["", "a"], "limit_posts": -1, "subreddit": "pottery"}
    result = world.client.simulate_post("/api/scans", json=body)
    fields = {error["field"] for error in result.json["errors"]}
    assert fields == {"source", "keywords[0]", "limit_posts", "subreddit"}


def test_an_unknown_field_is_answered_with_the_known_ones(world: World) -> None:
    result = world.client.simulate_post("/api/scans", json={"source": "sample", "keyword": ["kiln"]})
    (error,) = result.json["errors"]
    assert "keywords" in error["message"]
    assert "start_at" in error["message"]


def test_a_missing_file_is_answered_with_those_that_are_there(world: World) -> None:
    result = world.client.simulate_post("/api/scans", json={"source": "archive", "files": ["kilns.zst"]})
    (error,) = result.json["errors"]
    assert "pottery.ndjson" in error["message"]
    assert str(world.settings.archives) in error["message"]


def test_an_empty_archive_folder_is_named(world: World) -> None:
    for file in world.settings.archives.iterdir():
        file.unlink()
    result = world.client.simulate_post("/api/scans", json={"source": "archive"})
    assert result.status_code == 422
    (error,) = result.json["errors"]
    assert error["field"] == "files"
    assert str(world.settings.archives) in error["message"]


def test_the_document_shows_what_is_answered() -> None:
    """To mend it: `.venv/bin/python -m tests.api.bad_inputs 2>/dev/null`, below the document's introduction."""
    assert table() in DOCUMENT.read_text()
