"""Drilled workers as separate masters, the API, a scheduler and a broker: all processes of their own, kept running."""

from __future__ import annotations

import os
import secrets
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil

from models.database import close_all_connections, connect, database
from models.event import Event
from models.schema import migrate
from stack.child import Child
from stack.embedded_broker import free_port
from stack.orphans import tree_of
from tests.chaos import witness
from tests.chaos.broker import FrailBroker
from tests.chaos.effects import Effect, wrong_effects
from tests.chaos.history import check_history
from tests.chaos.plan import keywords_for
from tests.databases import empty_database
from tests.e2e.harness import wait_for

LEASE_S = 2.0
# Seconds, where the defaults are for production: everything is the same, only sooner.
QUICK = {
    "LEASE_SECONDS": str(LEASE_S),
    "RESEND_AFTER_SECONDS": "2",
    "RETRY_BACKOFF_SECONDS": "0.3",
    "SHUTDOWN_GRACE_SECONDS": "1",
    "SCAN_STARTS_PER_MINUTE": "0",
    "SCAN_CONCURRENCY": "2",
}
WORKER_GRACE_MS = 4_000
LOOK_EVERY_S = 0.1
MOST_TRIES = 50


@dataclass(frozen=True, slots=True)
class Master:
    """One `dramatiq tests.chaos.drill` with one process; on a host of its own if that has a name."""

    host: str = ""
    clock_s: float = 0.0

    def command(self) -> list[str]:
        dramatiq = ["dramatiq", "tests.chaos.drill", "--processes", "1", "--threads", "1"]
        grace = ["--worker-shutdown-timeout", str(WORKER_GRACE_MS)]
        return [sys.executable, "-m", "tests.chaos.elsewhere", self.host, str(self.clock_s), *dramatiq, *grace]


class Fleet:
    """What dies of it starts again, as under systemd or `cli.py up`; the broker only when told to."""

    def __init__(self, folder: Path, masters: Sequence[Master], **env: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.log = folder / "fleet.log"
        self.slots = int(env.get("SCAN_CONCURRENCY", QUICK["SCAN_CONCURRENCY"]))
        self.broker = FrailBroker(folder)
        self.database_url = empty_database(folder)
        port = str(free_port())
        places = {"DATA_DIR": str(folder), "DATABASE_URL": self.database_url, "REDIS_URL": self.broker.url}
        self.env = {**QUICK, **places, "PORT": port, **env}
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20)
        api = ["-m", "gunicorn", "--config", "gunicorn.conf.py", "tests.chaos.drill.wsgi:app"]
        self.api = self._child("api", [sys.executable, *api])
        self.scheduler = self._child("scheduler", [sys.executable, "-m", "tests.chaos.drill.scheduler"])
        self.masters = [self._child("worker", master.command()) for master in masters]
        self.accepted: list[str] = []
        self.orphans: list[psutil.Process] = []
        self._over = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="watch", daemon=True)

    @property
    def children(self) -> list[Child]:
        return [self.api, self.scheduler, *self.masters]

    def start(self) -> None:
        connect(self.database_url)
        migrate()
        with database.connection_context():
            database.create_tables([Effect])
        for child in self.children:
            child.start()
        self._watcher.start()
        wait_for(self.is_ready, within_s=60, what=self.last_words)

    def is_ready(self) -> bool:
        try:
            answers = self.http.get("/healthz").status_code == httpx.codes.OK
        except httpx.TransportError:
            return False
        return answers and len(witness.live_workers()) >= len(self.masters)

    def stop(self) -> None:
        """Kill everything; how it stops when asked to is a test of its own."""
        self._over.set()
        self._watcher.join()
        trees = [process for child in [*self.children, self.broker.server] for process in child.tree()]
        processes = [*trees, *self.orphans]
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(processes, timeout=10)
        self.http.close()
        close_all_connections()

    def create(self, *, priority: str = "standard", start_at: str | None = None, **plan: Any) -> str:
        """Post a scan with a plan (`tests/chaos/plan.py`) and return its id."""
        body = {"source": "sample", "keywords": keywords_for(**plan), "priority": priority}
        key = {"Idempotency-Key": secrets.token_hex(8)}
        answer = self.ask("POST", "/api/scans", json=body | ({"start_at": start_at} if start_at else {}), headers=key)
        assert answer.status_code == httpx.codes.ACCEPTED, answer.text
        scan_id: str = answer.json()["id"]
        self.accepted.append(scan_id)
        return scan_id

    def cancel(self, scan_id: str) -> int:
        return self.ask("POST", f"/api/scans/{scan_id}/cancel").status_code

    def retry(self, scan_id: str) -> int:
        return self.ask("POST", f"/api/scans/{scan_id}/retry").status_code

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send a request, again where the connection breaks, as a client does whose server restarts."""
        for _ in range(MOST_TRIES - 1):
            try:
                return self.http.request(method, path, **options)
            except httpx.TransportError:
                time.sleep(LOOK_EVERY_S)
        return self.http.request(method, path, **options)

    def stats(self) -> dict[str, int]:
        """Return the queue's counts with `cancelled` among them."""
        answer = self.ask("GET", "/api/queue/status").json()
        return {**answer["stats"], "cancelled": answer["cancelled"]}

    def kill_worker_of(self, scan_id: str, *, stage: str | None = None) -> Event:
        """Kill -9 the worker that claimed a scan's stage; return the event of that claim."""
        claimed = witness.wait_for_event(scan_id, "claimed", stage=stage)
        os.kill(witness.pid_of(str(claimed.worker)), signal.SIGKILL)
        return claimed

    def kill_master(self, master: Child) -> None:
        """Kill -9 a master; its worker goes on, and knows nothing of it."""
        self.orphans += worker_processes(master)
        os.kill(master.pid, signal.SIGKILL)

    @contextmanager
    def stopped_workers(self) -> Iterator[None]:
        """SIGSTOP every worker around the block."""
        workers = [process for master in self.masters for process in worker_processes(master)]
        for process in workers:
            process.suspend()
        try:
            yield
        finally:
            for process in workers:
                process.resume()

    def wrong(self) -> list[str]:
        """Check the whole history and all effects; nothing wrong is an empty list."""
        with database.connection_context():
            effects = wrong_effects()
        return check_history(witness.events(), accepted=self.accepted, slots=self.slots) + effects

    def last_words(self) -> str:
        return self.log.read_text(errors="replace")[-4_000:] if self.log.exists() else "no log"

    def _child(self, name: str, command: list[str]) -> Child:
        return Child(name, command, env=self.env, log_file=self.log)

    def _watch(self) -> None:
        while not self._over.wait(LOOK_EVERY_S):
            for child in self.children:
                if not child.is_running:  # at once: the growing pauses of `Child.revive` are for what dies by itself
                    child.start()


@contextmanager
def a_fleet(folder: Path, masters: Sequence[Master] = (Master(),) * 3, **env: str) -> Iterator[Fleet]:
    """Run a fleet around the block."""
    fleet = Fleet(folder, masters, **env)
    try:
        fleet.start()
        yield fleet
    finally:
        fleet.stop()


def worker_processes(child: Child) -> list[psutil.Process]:
    """Return the processes below a master."""
    return [process for process in tree_of(child.pid) if process.pid != child.pid]
