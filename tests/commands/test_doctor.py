"""What doctor says of the processes beside the workers; the rest is tested on a real stack."""

from __future__ import annotations

from models.clock import now
from models.queue_control import pause_queue
from models.worker import beat
from tests.api.world import make_waiting_scan
from tests.commands.conftest import Run


def line(output: str, word: str) -> str:
    (found,) = [line for line in output.splitlines() if line[5:].startswith(word)]
    return found


def test_a_scheduler_that_is_missing_is_a_hint(run: Run):
    output = run("doctor").output
    assert line(output, "scheduler").startswith("hint")
    assert "workers tick in its place" in line(output, "scheduler")
    assert ".venv/bin/python -m actors.scheduler" in output


def test_a_scheduler_that_lives_is_named(run: Run):
    beat("laptop:3", host="laptop", pid=3, now=now(), role="scheduler")
    assert "1 alive: laptop:3" in line(run("doctor").output, "scheduler")


def test_it_says_that_the_queue_is_paused(run: Run):
    beat("laptop:1", host="laptop", pid=1, now=now())
    make_waiting_scan()
    pause_queue(now=now())
    assert "the queue is paused (cli.py queue resume)" in line(run("doctor").output, "queue")
