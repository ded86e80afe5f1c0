"""How long a job stands still when the worker that runs it is killed, a second worker being there, idle."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil

from benchmarks.queue.marks import HOLD
from benchmarks.queue.running import Running, new_chains
from benchmarks.queue.starting import kill, running
from benchmarks.queue.systems import System
from stack.orphans import tree_of

WAIT_S = 120.0
SAMPLES = 3
STARTS_WITHIN_S = 30.0
KILL_AFTER_S = (0.5, 8.0)  # at any point between two heartbeats, of which BullMQ's, set to 15 s, are 7.5 s apart
POLL_S = 0.02

Victims = Callable[[Running, int], list[psutil.Process]]


def the_whole_worker(bench: Running, pid: int) -> list[psutil.Process]:
    """Return all processes of the worker that one belongs to."""
    trees = [tree_of(worker.pid) for worker in bench.workers]
    return next(tree for tree in trees if pid in {process.pid for process in tree})


def only_the_process(bench: Running, pid: int) -> list[psutil.Process]:
    """Return the process that runs the job alone, as dies when memory runs out."""
    return [psutil.Process(pid)]


@dataclass(frozen=True, slots=True)
class Case:
    """`quick` is with the system's settings for quick recovery, not its defaults."""

    system: System
    quick: bool
    victims: Victims


def measure_recovery(case: Case) -> list[float]:
    """Return the seconds from kill to the job's next start, infinite where that did not come in time.

    Raises:
      running.Stuck: The system does not get as far as running the job.
    """
    chance = random.Random(f"{case.system.name} {case.quick} {case.victims.__name__}")
    command = [*case.system.worker[:-1], *(case.system.quick_arguments if case.quick else []), case.system.worker[-1]]
    seconds: list[float] = []
    deadline = time.monotonic() + WAIT_S
    while len(seconds) < SAMPLES and (not seconds or time.monotonic() < deadline):
        with running(case.system, [command, command], quick=case.quick) as bench:
            seconds.append(_kill_once(bench, case.victims, chance))
    return seconds


def _kill_once(bench: Running, victims: Victims, chance: random.Random) -> float:
    bench.enqueue(new_chains(1, prefix=HOLD))
    [first] = bench.wait_for("hold", count=1, within_s=STARTS_WITHIN_S)
    time.sleep(chance.uniform(*KILL_AFTER_S))
    for process in victims(bench, first.pid):
        kill(process)
    killed_at = time.time()
    while time.time() - killed_at < WAIT_S:
        if len(starts := bench.marks("hold")) > 1:
            return starts[1].at - killed_at
        time.sleep(POLL_S)
    return math.inf
