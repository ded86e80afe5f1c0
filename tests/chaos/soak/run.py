"""One soak: a fleet, scans posted into it, faults beside them, and the time it takes until all have ended."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.chaos import witness
from tests.chaos.fleet import Fleet, Master, a_fleet
from tests.chaos.soak.faults import Fault, Saboteur
from tests.chaos.soak.traffic import Traffic

WRONG_BY_S = 300.0
# Two on this machine, whose deaths are seen by their process ids, and three elsewhere, two of them with wrong clocks.
MASTERS = (Master(), Master(), Master("right"), Master("ahead", WRONG_BY_S), Master("behind", -WRONG_BY_S))
ENV = {"SCAN_CONCURRENCY": "4", "DRILL_DUPLICATE": "0.15", "LOG_LEVEL": "warning"}
SETTLED_WITHIN_S = 90.0


@dataclass(frozen=True, slots=True)
class Soaked:
    """What a soak left behind; its fleet still runs."""

    fleet: Fleet
    faults: list[Fault]
    wrong_counts: list[str]
    retried: int
    seconds: float


@contextmanager
def soak(folder: Path, *, scans: int, seed: int, longest_s: float) -> Iterator[Soaked]:
    """Post so many scans while faults strike, then let the fleet come to rest.

    Raises:
      AssertionError: Not every scan has ended in time.
    """
    with a_fleet(folder, MASTERS, **ENV) as fleet:
        began = time.monotonic()
        traffic = Traffic(fleet, scans=scans, seed=seed)
        with Saboteur(fleet, seed=seed) as saboteur:
            traffic.run(until=began + longest_s)
        wrong_counts = traffic.wrong_counts
        _come_to_rest()
        wrong_counts += traffic.count_once(at_rest=True)
        yield Soaked(fleet, saboteur.faults, wrong_counts, traffic.retries, time.monotonic() - began)


def _come_to_rest() -> None:
    """Wait until nothing runs; what does not end by then is counted as lost."""
    deadline = time.monotonic() + SETTLED_WITHIN_S
    while witness.unfinished() and time.monotonic() < deadline:
        time.sleep(0.2)
