"""`cli.py explain` on what `cli.py analyse` wrote, and on a scan."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from models.scan import Scan
from tests.api.world import make_finished_scan
from tests.commands.conftest import Run

LINES = [
    {"id": "a", "author": "ada", "selftext": "The export crashes every time I save a long table and I lose an hour."},
    {
        "id": "b",
        "author": "bob",
        "selftext": "I hate that exporting a long table crashes; I would gladly pay for a fix.",
    },
    {
        "id": "c",
        "author": "eve",
        "selftext": "I hate that exporting a long table crashes; I would gladly pay for a fix.",
    },
    {
        "id": "d",
        "author": "uwe",
        "selftext": "Die Tabelle stürzt jedes Mal ab, wenn ich sie speichern will, sehr lästig.",
    },
]


@pytest.fixture
def written(tmp_path: Path, run: Run) -> Path:
    archive, out = tmp_path / "posts.ndjson", tmp_path / "out.json"
    rows = [
        {"title": "Export", "subreddit": "tools", "created_utc": 1_700_000_000 + number, "score": 4, **line}
        for number, line in enumerate(LINES)
    ]
    archive.write_text("\n".join(json.dumps(row | {"name": f"t3_{row['id']}"}) for row in rows))
    analysed = run("analyse", archive, "--json", out, "--encoder", "static")
    assert analysed.exit_code == 0, analysed.output
    return out


@pytest.fixture
def finished(run: Run) -> Scan:
    return make_finished_scan(pain_points=2)


def test_every_mention_is_explained_by_sums_that_add_up(written: Path):
    result = json.loads(written.read_text())
    assert result["stats"]["other_languages"] == 1
    assert [shown["id"] for shown in result["pain_points"]] == list(result["explanations"])
    for shown in result["pain_points"]:
        explained = result["explanations"][shown["id"]]
        assert explained["score_parts"] == shown["score_parts"]
        assert sum(part["points"] for part in explained["score_parts"].values()) == pytest.approx(
            shown["score"], abs=0.06
        )
        assert [mention["text"] for mention in explained["mentions"]] == [quote["text"] for quote in shown["quotes"]]
        for mention in explained["mentions"]:
            logit = mention["base"] + sum(cue["weight"] for cue in mention["cues"]) + mention["other_cues"]
            assert 1 / (1 + math.exp(-logit)) >= mention["threshold"] - 0.001


def test_copies_are_named_beside_what_they_repeat(written: Path):
    result = json.loads(written.read_text())
    mentions = [mention for explained in result["explanations"].values() for mention in explained["mentions"]]
    assert {copy for mention in mentions if mention["document_id"] == "t3_b" for copy in mention["copies"]} == {"t3_c"}


def test_it_says_it_in_words(run: Run, written: Path):
    shown = run("explain", written, "1")
    assert shown.exit_code == 0
    assert "names a failure" in shown.output
    assert "× 10 =" in shown.output


def test_a_pain_point_is_named_by_its_rank_or_its_id(run: Run, written: Path):
    first = json.loads(written.read_text())["pain_points"][0]
    for name in ("1", first["id"]):
        assert json.loads(run("explain", written, name, "--json").output)["id"] == first["id"]


def test_a_scan_is_explained_from_the_database(run: Run, finished: Scan):
    best = json.loads(run("explain", f"scan-{finished.id}", "1", "--json").output)
    assert best["id"] == f"{finished.id}-pain1"
    assert len(best["mentions"]) == 5
    assert "scan again" in run("explain", finished.id, f"{finished.id}-pain2").output


def test_a_file_without_explanations_says_what_writes_them(run: Run, tmp_path: Path):
    old, other = tmp_path / "old.json", tmp_path / "other.json"
    old.write_text('{"stats": {}, "pain_points": []}')
    other.write_text("[1]")
    assert "analyse … --json" in run("explain", old, "1").output
    assert "no result" in run("explain", other, "1").output


@pytest.mark.parametrize("wanted", ["0", "99", "nope"])
def test_what_is_not_there_is_said(run: Run, written: Path, finished: Scan, wanted: str):
    for source in (written, finished.id):
        shown = run("explain", source, wanted)
        assert shown.exit_code == 1
        assert f"There is no pain point '{wanted}'" in shown.output


def test_a_scan_that_is_not_there_is_said(run: Run):
    assert "neither a file nor a scan" in run("explain", "nope", "1").output
