"""`cli.py export`: the same files as the API's, written whole or not at all."""

from __future__ import annotations

import csv
import json
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from commands.whole_file import write_whole
from exports.formats import FORMAT_NAMES
from models.pain_point import Observation
from models.scan import Scan
from tests.api.world import make_finished_scan
from tests.commands.conftest import Run
from tests.factories import make_scan

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def finished(run: Run) -> Scan:
    return make_finished_scan(pain_points=3)


@pytest.mark.parametrize("name", FORMAT_NAMES)
def test_a_scan_is_written_in_the_format_that_the_name_ends_with(run: Run, finished: Scan, tmp_path: Path, name: str):
    file = tmp_path / f"report.{name}"
    shown = run("export", f"scan-{finished.id}", "--out", file)
    assert shown.exit_code == 0, shown.output
    assert str(file) in shown.stderr
    assert "What do people struggle with" in file.read_text(encoding="utf-8")
    assert list(tmp_path.glob(".*.part")) == []


def test_a_selection_is_written(run: Run, finished: Scan, tmp_path: Path):
    file = tmp_path / "report.csv"
    shown = run(
        "export", finished.id, "--ids", f"{finished.id}-pain2,{finished.id}-pain3", "--min-score", 75, "--out", file
    )
    assert shown.exit_code == 0, shown.output
    with file.open(encoding="utf-8-sig", newline="") as content:
        assert {row["pain_point_id"] for row in csv.DictReader(content)} == {f"{finished.id}-pain2"}


def test_without_a_file_it_goes_to_standard_output(run: Run, finished: Scan):
    shown = run("export", finished.id, "--format", "json")
    assert shown.exit_code == 0
    assert len(json.loads(shown.stdout)["pain_points"]) == 3
    assert run("export", finished.id).stdout.startswith("<!doctype html>")


def test_contacts_are_masked_unless_asked_otherwise(run: Run, finished: Scan):
    Observation.update(name="kiln of anna@example.com").where(Observation.scan == finished.id).execute()
    assert "anna@example.com" not in run("export", finished.id, "--format", "json").stdout
    assert "anna@example.com" in run("export", finished.id, "--format", "json", "--unmask").stdout


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--format", "xls"], r"--format must be 'csv', 'json', 'jsonl', 'md' or 'html'"),
        (["--out", "report.xls"], r"--format must be"),
        (["--min-score", "101"], r"--min-score is too large; 100"),
        (["--category", "bug"], r"--category must be 'broken'"),
        (["--ids", "nope"], r"--ids names nope, which this scan does not have"),
        (["--search", "a\u0007b"], r"--search holds invisible characters"),
    ],
)
def test_an_option_that_cannot_be_used_is_named(run: Run, finished: Scan, options: list[str], sentence: str):
    shown = run("export", finished.id, *options)
    assert shown.exit_code == 1
    assert re.search(sentence, shown.stderr)


def test_a_scan_that_is_not_there_or_has_no_results_is_said(run: Run, finished: Scan):
    assert "There is no scan 'nope'" in run("export", "nope").stderr
    failed = make_scan(status="failed")
    shown = run("export", failed.id)
    assert shown.exit_code == 1
    assert f"The scan {failed.id} is failed and has no results." in shown.stderr


def test_a_folder_that_is_not_there_is_said(run: Run, finished: Scan, tmp_path: Path):
    assert "There is no folder" in run("export", finished.id, "--out", tmp_path / "no" / "report.html").stderr
    assert "is a folder" in run("export", finished.id, "--format", "md", "--out", tmp_path).stderr


def test_an_export_that_breaks_off_leaves_the_file_that_was_there(run: Run, finished: Scan, tmp_path: Path):
    file = tmp_path / "report.json"
    file.write_text("before")
    Observation.update(score_parts={"spread": {}}).where(
        Observation.scan == finished.id, Observation.rank == 3
    ).execute()
    assert run("export", finished.id, "--out", file).exit_code == 1
    assert [entry.name for entry in tmp_path.iterdir() if "report" in entry.name] == ["report.json"]
    assert file.read_text() == "before"


def test_a_file_is_as_readable_as_any_other_that_one_makes(tmp_path: Path):
    (tmp_path / "other").write_bytes(b"")
    assert write_whole(tmp_path / "report.md", [b"a", b"bc"]) == 3
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("other", "report.md")}
    assert len(modes) == 1


def test_a_reader_that_has_seen_enough_ends_it_quietly(run: Run):
    scan = make_finished_scan(pain_points=2, quotes=600)
    with subprocess.Popen(
        [sys.executable, "cli.py", "export", scan.id], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        assert program.stdout.read(9) == b"<!doctype"
        program.stdout.close()
        assert program.stderr.read() == b""
        assert program.wait(timeout=60) == 1
