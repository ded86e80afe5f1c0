"""A system at work: its workers, a caller that enqueues, and the marks that chains leave."""

from __future__ import annotations

import json
import secrets
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psutil

from benchmarks.queue.mark_file import Mark, MarkFile
from stack.child import Child
from stack.orphans import tree_of

READY_WITHIN_S = 60.0
POLL_S = 0.02
WARM_UP_CHAINS = 16
LOCK_FREE_WITHIN_S = 0.2


class Stuck(Exception):
    """What should have happened did not, in the time that it had."""


class Running:
    """`folder` holds what the system writes."""

    def __init__(self, folder: Path, workers: list[Child], client: subprocess.Popen[str]) -> None:
        self.workers = workers
        self._folder = folder
        self._client = client
        self._marks = MarkFile(folder / "marks")

    def enqueue(self, chains: list[str]) -> list[tuple[float, float]]:
        """Have chains enqueued one by one; return when each call began, and how many milliseconds it took.

        Marks that were left before are forgotten.

        Raises:
          Stuck
        """
        assert self._client.stdin is not None
        assert self._client.stdout is not None
        self._marks.forget()
        print(json.dumps(chains), file=self._client.stdin, flush=True)
        answer = self._client.stdout.readline()
        if not answer:
            raise Stuck("the program that enqueues has ended")
        return [(began_at, ms) for began_at, ms in json.loads(answer)]

    def marks(self, event: str) -> list[Mark]:
        return self._marks.marks(event)

    def wait_for(self, event: str, *, count: int, within_s: float) -> list[Mark]:
        """Wait until the chains that were enqueued last have left so many marks of a kind.

        Raises:
          Stuck
        """
        deadline = time.monotonic() + within_s
        while len(found := self.marks(event)) < count:
            if time.monotonic() > deadline:
                raise Stuck(f"{len(found)} of {count} chains came to their {event} within {within_s:.0f} s")
            time.sleep(POLL_S)
        return found

    def warm_up(self) -> None:
        """Run chains until two processes, of every worker there is, have run some.

        Raises:
          Stuck
        """
        deadline = time.monotonic() + READY_WITHIN_S
        seen: set[int] = set()
        processes: set[int] = set()
        while len(processes) < 2 or not {worker.pid for worker in self.workers} <= seen:
            if time.monotonic() > deadline:
                raise Stuck(f"only {len(processes)} processes of its workers work after {READY_WITHIN_S:.0f} s")
            self.enqueue(new_chains(WARM_UP_CHAINS))
            for mark in self.wait_for("end", count=WARM_UP_CHAINS, within_s=READY_WITHIN_S) + self.marks("start"):
                processes.add(mark.pid)
                seen |= {mark.pid, mark.parent}

    def cpu_s(self) -> float:
        """Return the seconds of processor time that the workers have taken, with those of their children that ended."""
        return sum(_cpu_s(process) for process in self._processes())

    @contextmanager
    def held_still(self) -> Iterator[None]:
        """Stop the workers' processes for the block: what it enqueues waits, and the caller has the machine."""
        processes = self._hold_still()
        try:
            yield
        finally:
            for process in processes:
                process.resume()

    def _hold_still(self) -> list[psutil.Process]:
        while True:
            processes = self._processes()
            for process in processes:
                process.suspend()
            if not any(_is_locked(file) for file in self._folder.glob("*.db")):
                return processes
            for process in processes:  # one was stopped in the middle of a transaction
                process.resume()
            time.sleep(POLL_S)

    def _processes(self) -> list[psutil.Process]:
        return [process for worker in self.workers for process in tree_of(worker.pid)]


def new_chains(count: int, *, prefix: str = "chain") -> list[str]:
    return [f"{prefix}-{secrets.token_hex(6)}" for _ in range(count)]


def _cpu_s(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0  # its parent has what it took
    return float(times.user + times.system + times.children_user + times.children_system)


def _is_locked(database: Path) -> bool:
    with closing(sqlite3.connect(database, timeout=LOCK_FREE_WITHIN_S)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        connection.rollback()
        return False
