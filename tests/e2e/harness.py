"""A real stack for tests: `cli.py up` or its parts as processes, real signals, everything on loopback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil

from stack.embedded_broker import free_port
from tests.databases import empty_database, on_postgres

ROOT = Path(__file__).resolve().parents[2]
FINAL = ("completed", "partial", "failed", "cancelled")
# Seconds, where the defaults are for production: recovery is the same, only sooner.
QUICK = {
    "LEASE_SECONDS": "2",
    "RESEND_AFTER_SECONDS": "2",
    "RETRY_BACKOFF_SECONDS": "0.5",
    "WORKER_PROCESSES": "1",
}


class RunningStack:
    """`cli.py up` on a folder of its own."""

    def __init__(self, data_dir: Path, **env: str) -> None:
        self.data_dir = data_dir
        self.port = free_port()
        self.env = {**os.environ, **QUICK, "DATA_DIR": str(data_dir), "PORT": str(self.port), **env}
        if on_postgres():
            self.env["DATABASE_URL"] = empty_database(data_dir)
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=30)
        self.log = data_dir / "up.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def database_url(self) -> str:
        return self.env.get("DATABASE_URL", f"sqlite:///{self.data_dir}/painpointradar.db")

    def start(self, *, own_session: bool = False) -> None:
        self.data_dir.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as output:
            command = [sys.executable, "cli.py", "up"]
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.env, stdout=output, stderr=output, start_new_session=own_session
            )
        wait_for(self.is_ready, within_s=60, what=lambda: self.log.read_text())

    def is_ready(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log.read_text()
        if "PainPointRadar is running" not in self.log.read_text():
            return False
        try:
            return self.http.get("/readyz").status_code == httpx.codes.OK
        except httpx.TransportError:
            return False

    def descendants(self, word: str = "") -> list[psutil.Process]:
        assert self.process is not None
        tree = psutil.Process(self.process.pid).children(recursive=True)
        return [process for process in tree if word in _command_of(process)]

    def stop(self, number: int = signal.SIGTERM) -> float:
        """Signal the stack and return the seconds until it and everything it started is gone."""
        assert self.process is not None
        tree = self.descendants()
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(timeout=30)
        _, alive = psutil.wait_procs(tree, timeout=20)
        assert not alive, alive
        return time.monotonic() - began

    def create(self, **body: Any) -> dict[str, Any]:
        answer = self.http.post("/api/scans", json=body)
        assert answer.status_code == 202, answer.text
        created: dict[str, Any] = answer.json()
        return created

    def scan(self, scan_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.http.get(f"/api/scans/{scan_id}").json()
        return found

    def wait_until_ended(self, scan_id: str, *, within_s: float = 120) -> dict[str, Any]:
        wait_for(lambda: self.scan(scan_id)["status"] in FINAL, within_s=within_s, what=lambda: str(self.scan(scan_id)))
        return self.scan(scan_id)

    def wait_for_stage(self, scan_id: str, stage: str) -> None:
        wait_for(lambda: self.scan(scan_id)["stage"] == stage, within_s=60, what=lambda: str(self.scan(scan_id)))

    def pain_points(self, scan_id: str) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = []
        url: str | None = f"/api/scans/{scan_id}/pain-points?limit=100"
        while url:
            page = self.http.get(url).json()
            items += page["items"]
            url = page["next"]
        return items


@contextmanager
def running(data_dir: Path, **env: str) -> Iterator[RunningStack]:
    stack = RunningStack(data_dir, **env)
    stack.start()
    try:
        yield stack
    finally:
        if stack.process and stack.process.poll() is None:
            stack.stop()


def _command_of(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""  # it ended since it was listed


def wait_for(condition: Callable[[], bool], *, within_s: float, what: Callable[[], str]) -> None:
    deadline = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < deadline, f"not within {within_s} s: {what()}"
        time.sleep(0.05)
