"""The example client, run as its reader would run it, against a real stack."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from stack.embedded_broker import free_port
from tests.e2e.harness import ROOT, RunningStack, running

LONGEST = 100  # lines; an example is read before it is run


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    with running(tmp_path_factory.mktemp("stack")) as stack:
        yield stack


def run_example(port: int, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "examples/client.py", "--url", f"http://127.0.0.1:{port}", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


def test_it_scans_the_sample_and_prints_the_best_pains_with_where_they_were_said(stack: RunningStack) -> None:
    run = run_example(stack.port, "--most", "3")
    assert run.returncode == 0, run.stderr
    assert "completed" in run.stderr.splitlines()[-1]
    heading, *lines = run.stdout.splitlines()
    assert heading.endswith("pain points, the best 3:")
    (scan,) = stack.http.get("/api/scans").json()["items"]
    best = stack.pain_points(scan["id"])[:3]
    assert [line.split(maxsplit=1)[1] for line in lines[::3]] == [
        f"{pain_point['name']} ({pain_point['mentions']} mentions)" for pain_point in best
    ]
    assert [line.strip() for line in lines[2::3]] == [pain_point["quotes"][0]["permalink"] for pain_point in best]


def test_a_refused_question_is_told_field_by_field(stack: RunningStack) -> None:
    run = run_example(stack.port, "--subreddits", "pot tery")
    assert run.returncode == 1
    assert run.stdout == ""
    assert "subreddits[0] is no name of a subreddit" in run.stderr
    assert "Traceback" not in run.stderr


def test_where_nothing_listens_it_says_what_to_start() -> None:
    run = run_example(free_port())
    assert run.returncode == 1
    assert "make run" in run.stderr
    assert "Traceback" not in run.stderr


def test_it_stays_short() -> None:
    assert len((ROOT / "examples" / "client.py").read_text().splitlines()) <= LONGEST
