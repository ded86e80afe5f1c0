"""How many chains a second, what each costs, what enqueueing takes, and how long one chain takes in an idle system."""

from __future__ import annotations

import random
import statistics
import time
from dataclasses import dataclass, field

from benchmarks.queue.running import Running, new_chains
from benchmarks.queue.starting import running
from benchmarks.queue.systems import System

ROUNDS = 3
DRAIN_WITHIN_S = 90.0
IDLE_SAMPLES = 15
IDLE_PAUSE_S = (0.6, 1.4)  # uneven, so that it keeps no step with anybody's polling
IDLE_WITHIN_S = 30.0


@dataclass(slots=True)
class Speed:
    """`chains_per_s` and the workers' `cpu_ms` a chain by round; the rest by call and by chain."""

    chains_per_s: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    enqueue_ms: list[float] = field(default_factory=list)
    idle_ms: list[float] = field(default_factory=list)

    @property
    def usual_chains_per_s(self) -> float:
        return statistics.median(self.chains_per_s)

    @property
    def usual_cpu_ms(self) -> float:
        return statistics.median(self.cpu_ms)

    @property
    def usual_idle_ms(self) -> float:
        return statistics.median(self.idle_ms)


def measure_speed(system: System) -> Speed:
    """Measure a system that has the machine for itself.

    Raises:
      running.Stuck: Chains did not come to their end.
    """
    speed = Speed()
    with running(system, system.workers) as bench:
        for _ in range(ROUNDS):
            _drain(bench, new_chains(system.chains), speed)
        _time_idle_chains(bench, speed)
    return speed


def _drain(bench: Running, chains: list[str], speed: Speed) -> None:
    """Enqueue chains while the workers stand still, let them go, and count from the first stage 1 to the last end."""
    with bench.held_still():
        speed.enqueue_ms += [ms for _, ms in bench.enqueue(chains)]
    cpu_before_s = bench.cpu_s()
    ends = bench.wait_for("end", count=len(chains), within_s=DRAIN_WITHIN_S)
    speed.cpu_ms.append((bench.cpu_s() - cpu_before_s) * 1_000 / len(chains))
    began = min(mark.at for mark in bench.marks("start"))
    speed.chains_per_s.append(len(chains) / (max(mark.at for mark in ends) - began))


def _time_idle_chains(bench: Running, speed: Speed) -> None:
    chance = random.Random(1)
    for chain in new_chains(IDLE_SAMPLES):
        time.sleep(chance.uniform(*IDLE_PAUSE_S))
        [(began_at, _)] = bench.enqueue([chain])
        [end] = bench.wait_for("end", count=1, within_s=IDLE_WITHIN_S)
        speed.idle_ms.append((end.at - began_at) * 1_000)
