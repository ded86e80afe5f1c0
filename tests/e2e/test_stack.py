"""The stack on one machine: starts, answers, refuses a second one, heals, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.e2e.harness import ROOT, RunningStack, running, wait_for


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    with running(tmp_path_factory.mktemp("stack")) as stack:
        yield stack


def command(data_dir: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(data_dir), **env},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_scan_of_the_sample_finds_pains_with_verbatim_quotes(stack: RunningStack):
    created = stack.create(source="sample")
    assert created["job_id"] == f"scan-{created['id']}"
    scan = stack.wait_until_ended(created["id"])
    assert (scan["status"], scan["progress"], scan["error"]) == ("completed", 100, None)
    corpus = {row["name"]: row for row in sample_documents()}
    found = stack.pain_points(created["id"])
    assert len(found) == scan["counts"]["pain_points"] >= 30
    for pain_point in found:
        for quote in pain_point["quotes"]:
            row = corpus[quote["document_id"]]
            text = "\n\n".join(part for part in (row.get("title"), row.get("selftext") or row.get("body")) if part)
            assert text[quote["start"] : quote["end"]] == quote["text"]
            assert quote["permalink"].startswith("https://www.reddit.com/r/")
    assert len(pains_of_the_sample(found)) >= 30
    assert stack.http.get("/api/queue/status").json()["stats"]["completed"] >= 1


def pains_of_the_sample(found: list[dict[str, Any]]) -> set[str]:
    """Return which of the pains that were written into the sample the quotes state."""
    stated: dict[str, list[dict[str, str]]] = {}
    for file in (ROOT / "samples" / "labels").glob("*.ndjson"):
        for line in file.read_text().splitlines():
            label = json.loads(line)
            stated[label["document_id"]] = label["mentions"]
    return {
        mention["pain"]
        for pain_point in found
        for quote in pain_point["quotes"]
        for mention in stated[quote["document_id"]]
        if mention["text"] in quote["text"] or quote["text"] in mention["text"]
    }


def sample_documents() -> Iterator[dict[str, str]]:
    for file in (ROOT / "samples" / "corpus").glob("*.ndjson"):
        for line in file.read_text().splitlines():
            row = json.loads(line)
            yield {"name": f"{'t3' if 'title' in row else 't1'}_{row['id']}", **row}


def test_a_second_stack_on_the_folder_is_refused(stack: RunningStack):
    second = command(stack.data_dir, "cli.py", "up")
    assert second.returncode == 1
    assert "already runs" in second.stderr
    assert "Traceback" not in second.stderr


def test_the_stack_keeps_to_its_session_and_its_workers_say_dramatiq(stack: RunningStack):
    assert stack.process is not None
    assert stack.descendants("dramatiq")
    assert {os.getsid(process.pid) for process in stack.descendants()} == {os.getsid(stack.process.pid)}
    assert {os.getpgid(process.pid) for process in stack.descendants()} == {os.getpgid(stack.process.pid)}


def test_doctor_finds_nothing_wrong_with_a_running_stack(stack: RunningStack):
    checked = command(stack.data_dir, "cli.py", "doctor", PORT=str(stack.port), DATABASE_URL=stack.database_url)
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.count("ok") >= 6


@pytest.mark.parametrize("word", ["dramatiq", "gunicorn", "valkey"])
def test_a_process_that_dies_is_started_again(stack: RunningStack, word: str):
    before = {process.pid for process in stack.descendants(word)}
    for process in stack.descendants(word):
        process.kill()
    wait_for(
        lambda: bool({process.pid for process in stack.descendants(word)} - before) and stack.is_ready(),
        within_s=60,
        what=lambda: stack.log.read_text()[-3000:],
    )
    created = stack.create(source="sample", limit_posts=20)
    assert stack.wait_until_ended(created["id"])["status"] == "completed"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_everything_within_fifteen_seconds(tmp_path: Path, number: int):
    with running(tmp_path) as stack:
        stack.create(source="sample")
        assert stack.stop(number) < 15
        assert stack.process is not None
        assert stack.process.returncode == 0
        assert not (tmp_path / "broker.json").exists()


def test_ctrl_c_in_a_terminal_hands_the_running_stage_back(tmp_path: Path):
    """The terminal signals the whole group; workers must still end in their own time, and burn nothing."""
    stack = RunningStack(tmp_path)
    stack.start(own_session=True)
    created = stack.create(source="sample")
    stack.wait_for_stage(created["id"], "preprocess_nlp")
    assert stack.process is not None
    os.killpg(stack.process.pid, signal.SIGINT)
    assert stack.process.wait(timeout=15) == 0
    assert "Killing worker process" not in stack.log.read_text()
    stack.start()
    try:
        assert stack.wait_until_ended(created["id"])["status"] == "completed"
    finally:
        stack.stop()


def test_what_a_killed_stack_left_behind_is_stopped_by_the_next(tmp_path: Path):
    with running(tmp_path) as killed:
        orphans = killed.descendants()
        assert killed.process is not None
        killed.process.kill()
        killed.process.wait()
        with running(tmp_path) as following:
            assert not [
                process for process in orphans if process.is_running() and process.status() != psutil.STATUS_ZOMBIE
            ]
            created = following.create(source="sample", limit_posts=20)
            assert following.wait_until_ended(created["id"])["status"] == "completed"


def test_a_worker_without_a_broker_exits_and_names_the_command(tmp_path: Path):
    assert command(tmp_path, "cli.py", "migrate").returncode == 0
    worker = command(tmp_path, "-m", "dramatiq", "actors", "--processes", "1", "--threads", "1")
    assert worker.returncode != 0
    assert "make run" in worker.stderr
    assert "Traceback" not in worker.stderr


def test_a_worker_on_an_old_database_names_the_command(tmp_path: Path):
    (tmp_path / "painpointradar.db").touch()
    worker = command(tmp_path, "-m", "dramatiq", "actors", "--processes", "1", "--threads", "1")
    assert worker.returncode != 0
    assert "cli.py migrate" in worker.stderr


def test_doctor_names_what_is_missing_and_what_mends_it(tmp_path: Path):
    checked = command(tmp_path, "cli.py", "doctor", PORT="1")
    assert checked.returncode == 1
    for words in ("make run", "cli.py migrate"):
        assert words in checked.stdout
