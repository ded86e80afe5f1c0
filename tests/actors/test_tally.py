"""What is counted in memory arrives in the database, once."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import DatabaseError

from actors import tally
from models.database import connect
from models.tally import LABELS, Tally, totals
from tests.databases import migrated_database

ROOT = Path(__file__).resolve().parents[2]
PROCESSES = 4
FLUSHES = 25
# Each counts in another order, and all at once.
BUSY = f"""
import sys
from actors import tally
from models.job import STAGES
stages = STAGES if int(sys.argv[1]) % 2 else STAGES[::-1]
for _ in range({FLUSHES}):
    for stage in stages:
        tally.count("lost_claims", stage)
        tally.observe_stage(stage, 0.25)
    tally.flush()
"""


@pytest.fixture(autouse=True)
def nothing_counted(migrated: None) -> None:
    """Other tests of this process count too."""
    tally.flush()
    Tally.delete().execute()


def test_counts_are_added_to_the_totals_once() -> None:
    tally.count("deferrals", "source")
    tally.count("deferrals", "source")
    tally.count("recoveries", "worker")
    assert totals()["deferrals"]["source"] == 0
    tally.flush()
    tally.flush()
    assert totals()["deferrals"] == {"source": 2, "start_limit": 0}
    tally.count("deferrals", "source")
    tally.flush()
    assert totals()["deferrals"]["source"] == 3
    assert totals()["recoveries"]["worker"] == 1


def test_counts_are_kept_while_the_database_refuses(tmp_path: Path) -> None:
    url = migrated_database(tmp_path)
    (tmp_path / "broken.db").write_text("This is a text that is long enough to be no database.")
    connect(f"sqlite:///{tmp_path}/broken.db")
    tally.count("lost_claims", "cluster")
    with pytest.raises(DatabaseError):
        tally.flush()
    tally.count("lost_claims", "cluster")
    with pytest.raises(DatabaseError):
        tally.flush()
    connect(url)
    tally.flush()
    tally.flush()
    assert totals()["lost_claims"]["cluster"] == 2


def test_processes_that_flush_at_once_add_up(tmp_path: Path) -> None:
    url = migrated_database(tmp_path)
    env = {**os.environ, "DATABASE_URL": url, "DATA_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    running = [
        subprocess.Popen([sys.executable, "-c", BUSY, str(number)], cwd=ROOT, env=env) for number in range(PROCESSES)
    ]
    assert [process.wait(timeout=60) for process in running] == [0] * PROCESSES
    connect(url)
    every = dict.fromkeys(LABELS["lost_claims"], PROCESSES * FLUSHES)
    assert totals()["lost_claims"] == every
    assert totals()["stage_seconds_sum"] == {stage: 0.25 * count for stage, count in every.items()}


def test_a_duration_falls_in_the_first_bucket_that_holds_it() -> None:
    for seconds in (0.1, 0.11, 2.5, 90_000):
        tally.observe_stage("persist", seconds)
    tally.flush()
    counted = {label: value for label, value in totals()["stage_seconds_bucket"].items() if value}
    assert counted == {"persist 0.1": 1, "persist 0.5": 1, "persist 2.5": 1, "persist inf": 1}
    assert totals()["stage_seconds_sum"]["persist"] == pytest.approx(90_002.71)
    assert totals()["attempts"]["persist completed"] == 4


def test_whatever_is_counted_is_a_label_that_readers_know() -> None:
    counted = list(_counted())
    assert {name for name, _ in counted} | {"stage_seconds_bucket", "stage_seconds_sum"} == set(LABELS)
    for name, words in counted:
        known = {word for label in LABELS[name] for word in label.split()}
        assert words <= known, f"{name} has no label with {words - known}"


def _counted() -> Iterator[tuple[str, set[str]]]:
    """Yield the name of each `tally.count(name, label)` with the words that its label spells out."""
    for file in sorted((ROOT / "actors").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "tally.count":
                (name, *_), labels = _texts(node.args[0]), _texts(node.args[1])
                yield name, {label.strip() for label in labels}


def _texts(node: ast.expr) -> list[str]:
    constants = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
    return [value for value in constants if isinstance(value, str)]
