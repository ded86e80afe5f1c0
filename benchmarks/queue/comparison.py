"""The comparison: sets each system up, measures one after the other, and says which bars ours comes over."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from tempfile import TemporaryDirectory

from benchmarks.queue.bars import bars
from benchmarks.queue.environments import CannotInstall, install
from benchmarks.queue.recovery import Case, measure_recovery, only_the_process, the_whole_worker
from benchmarks.queue.running import Stuck
from benchmarks.queue.speed import Speed, measure_speed
from benchmarks.queue.systems import SYSTEMS, System
from benchmarks.queue.tables import NOTES, print_costs, print_recovery, print_speed
from settings import ROOT

CASES = ((False, the_whole_worker), (True, the_whole_worker), (True, only_the_process))


def main() -> bool:
    """Print the tables and return whether every bar holds, as far as its systems could be measured."""
    systems = [system for system in SYSTEMS if _can_be_had(system)]
    speeds = {system.name: speed for system in systems if system.workers and (speed := _speed_of(system))}
    print_speed(systems, speeds)
    print_costs(speeds, _costs())
    recoveries = _recoveries([system for system in systems if system.worker])
    print_recovery(recoveries)
    print(NOTES)
    held = bars(speeds, recoveries)
    for bar, holds in held.items():
        print(f"- {'holds' if holds else 'DOES NOT HOLD'}: {bar}")
    return all(held.values())


def _can_be_had(system: System) -> bool:
    try:
        install(system.environment)
    except CannotInstall as error:
        print(f"{system.name} is not measured, it cannot be installed: {error}\n")
        return False
    return True


def _speed_of(system: System) -> Speed | None:
    try:
        return measure_speed(system)
    except Stuck as error:
        print(f"{system.name} is not measured: {error}\n")
        return None


def _recoveries(systems: list[System]) -> dict[str, list[list[float]]]:
    """Measure all at once, each on a server of its own, since they do nothing but wait."""
    cases = [Case(system, quick=quick, victims=victims) for system in systems for quick, victims in CASES]
    with ThreadPoolExecutor(len(cases)) as pool:
        samples = list(pool.map(_recovery_of, cases))
    width = len(CASES)
    return {system.name: samples[width * at : width * (at + 1)] for at, system in enumerate(systems)}


def _recovery_of(case: Case) -> list[float]:
    try:
        return measure_recovery(case)
    except Stuck as error:
        print(f"The recovery of {case.system.name} is not measured: {error}\n")
        return []


def _costs() -> dict[str, float]:
    """Return milliseconds a chain of ours by step of the database, measured in a process that does nothing else."""
    with TemporaryDirectory() as folder:
        run = subprocess.run(
            [sys.executable, "-m", "benchmarks.queue.costs"],
            cwd=ROOT,
            env={**os.environ, "DATA_DIR": folder, "LOG_LEVEL": "warning"},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    return {str(step): float(ms) for step, ms in json.loads(run.stdout).items()}
