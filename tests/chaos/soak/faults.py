"""What is done to a fleet during a soak: real signals, in an order that a seed fixes."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Self, TypeVar

from models.clock import now
from tests.chaos import witness
from tests.chaos.fleet import Fleet, worker_processes

Item = TypeVar("Item")

# kind → how often it comes, relative to the others
WEIGHTS = {
    "kill -9 of a worker": 6,
    "kill -9 of a master": 1,
    "kill -9 of the scheduler": 1,
    "kill -9 of an API process": 1,
    "SIGTERM to a master": 2,
    "SIGSTOP of a worker": 3,
    "broker restarted": 2,
    "broker frozen": 2,
    "broker wiped": 3,
}
PAUSE_S = (0.3, 1.5)
AWAY_S = (0.2, 6.0)
FROZEN_S = (1.0, 8.0)
STOPPED_S = (0.5, 5.0)


@dataclass(slots=True)
class Fault:
    """One fault: when it began and was over, and the worker it struck, if it struck one."""

    kind: str
    began: datetime
    over: datetime
    worker: str | None = None

    @property
    def is_of_broker(self) -> bool:
        return self.kind.startswith("broker")


@dataclass(slots=True)
class Saboteur:
    """A thread that does one thing after another to the fleet, as long as the block lasts."""

    fleet: Fleet
    seed: int
    faults: list[Fault] = field(default_factory=list)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None
    _error: BaseException | None = None

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._run, name="saboteur", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stopped.set()
        assert self._thread is not None
        self._thread.join()
        if self._error and error is None:
            raise self._error

    def _run(self) -> None:
        chance = random.Random(f"faults {self.seed}")
        try:
            while not self._stopped.wait(chance.uniform(*PAUSE_S)):
                kind = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
                self.faults.append(self._strike(kind, chance.random()))
        except BaseException as error:  # noqa: BLE001 - raised again by the thread that waits for this one
            self._error = error

    def _strike(self, kind: str, chance: float) -> Fault:
        fleet, broker, began, struck = self.fleet, self.fleet.broker, now(), None
        match kind:
            case "kill -9 of a worker":
                struck = self._signal_worker(chance, signal.SIGKILL)
            case "SIGSTOP of a worker":
                struck = self._stop_worker(chance, _between(STOPPED_S, chance))
            case "kill -9 of a master":
                fleet.kill_master(_pick(fleet.masters, chance))
            case "SIGTERM to a master":
                _signal(_pick(fleet.masters, chance).pid, signal.SIGTERM)
            case "kill -9 of the scheduler":
                _signal(fleet.scheduler.pid, signal.SIGKILL)
            case "kill -9 of an API process":
                if processes := worker_processes(fleet.api):
                    _signal(_pick(processes, chance).pid, signal.SIGKILL)
            case "broker restarted":
                broker.restart(away_s=_between(AWAY_S, chance))
            case "broker frozen":
                with broker.frozen():
                    time.sleep(_between(FROZEN_S, chance))
            case "broker wiped":
                broker.wipe()
        return Fault(kind, began, now(), struck)

    def _signal_worker(self, chance: float, number: signal.Signals) -> str | None:
        """Signal a worker that runs a stage, or any if none does; return its id."""
        alive = {worker.id: worker.pid for worker in witness.live_workers()}
        busy = [worker for worker in witness.busy_workers() if worker in alive]
        candidates = sorted(busy or alive)
        if not candidates:
            return None
        worker = _pick(candidates, chance)
        return worker if _signal(alive[worker], number) else None

    def _stop_worker(self, chance: float, seconds: float) -> str | None:
        worker = self._signal_worker(chance, signal.SIGSTOP)
        if worker:
            pid = witness.pid_of(worker)
            time.sleep(seconds)
            _signal(pid, signal.SIGCONT)
        return worker


def _pick(items: list[Item], chance: float) -> Item:
    return items[int(chance * len(items))]


def _between(bounds: tuple[float, float], chance: float) -> float:
    low, high = bounds
    return low + (high - low) * chance


def _signal(pid: int, number: signal.Signals) -> bool:
    """Signal a process; False if it is gone."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    return True
