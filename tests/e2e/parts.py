"""The parts of a stack as processes of their own, as on hosts of their own: a broker, the API, workers."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.brokers import a_broker
from tests.e2e.harness import ROOT, RunningStack, wait_for


@contextmanager
def separate_parts(folder: Path, *, masters: int = 1, processes: int = 1, **env: str) -> Iterator[RunningStack]:
    """Start a broker, migrate, then the API and so many `dramatiq actors`, and wait until all answer."""
    with a_broker(folder) as url:
        stack = RunningStack(folder, REDIS_URL=url, **env)
        worker = ["-m", "dramatiq", "actors", "--processes", str(processes), "--threads", "1"]
        api = ["-m", "gunicorn", "--config", "gunicorn.conf.py"]
        with stack.log.open("ab") as log:
            subprocess.run([sys.executable, "cli.py", "migrate"], cwd=ROOT, env=stack.env, check=True, stdout=log)
            started = [
                subprocess.Popen([sys.executable, *command], cwd=ROOT, env=stack.env, stdout=log, stderr=log)
                for command in [api, *[worker] * masters]
            ]
        try:
            wait_for(lambda: _is_ready(stack, masters * processes), within_s=90, what=lambda: stack.log.read_text())
            yield stack
        finally:
            for process in started:
                process.terminate()
            for process in started:
                process.wait(timeout=30)


def _is_ready(stack: RunningStack, workers: int) -> bool:
    try:
        return len(stack.http.get("/api/queue/status").json()["workers"]) == workers
    except (httpx.TransportError, KeyError):
        return False
