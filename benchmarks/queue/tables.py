"""The tables as they stand in BENCHMARKS.md, and what has to be known to read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.queue.bars import Recoveries
from benchmarks.queue.figures import header, percentile, rate_of, row, seconds_of
from benchmarks.queue.recovery import WAIT_S
from benchmarks.queue.speed import Speed
from benchmarks.queue.systems import OURS, System

NOTES = """
How it was measured. Every system has a Valkey server of its own (the embedded one, append-only file on), is warmed
up, and has the machine for itself while its speed is taken. A round is enqueued while the workers' processes are
stopped, and its clock runs from the first stage 1 to the last stage 4; the median of three rounds is shown, with the
slowest and quickest. CPU is the workers', without the server's. Idle latency is the median of 15 single chains at
uneven intervals, from the call that enqueues to the end of stage 4. Enqueueing ours is a transaction with three rows
and a look at the waiting line; the others' is one pipeline of Redis. Chains are Dramatiq's pipeline, a Celery chain
(`acks_late`, no results), a BullMQ flow, and for RQ jobs that enqueue the next one: with `depends_on`, two busy
workers of RQ 3.0.0 leave some dependents behind until its maintenance comes round.

In the second table two workers are up and idle, one is given a job, and it is killed within 0.5 to 8 s; seconds are
those until the job runs again, median and range of up to three kills. Quick settings: Dramatiq `maintenance_chance`
1,000,000 and `heartbeat_timeout` 15 s; RQ maintenance and monitoring every 1 and 5 s, with `Retry(max=3)` in both
columns, since it fails the job otherwise; Celery `visibility_timeout` 15 s and a restore every second, at the price
that a task longer than that runs twice, and `task_reject_on_worker_lost`; BullMQ `lockDuration` 15 s,
`stalledInterval` 1 s; ours its defaults (`LEASE_SECONDS` 15) in all columns. Only the process: for RQ its work horse
and for Celery a child of its pool, whose parent lives on and sees it die; elsewhere the worker ends with it.
"""


def print_speed(systems: Sequence[System], speeds: Mapping[str, Speed]) -> None:
    print(header("system", "workers", "chains/s", "CPU ms a chain", "enqueue p50 / p99 ms", "idle latency ms"))
    for system in systems:
        if speed := speeds.get(system.name):
            print(row(system.name, system.shape, *_speed_cells(speed)))


def _speed_cells(speed: Speed) -> list[str]:
    enqueue = f"{percentile(speed.enqueue_ms, 0.5):.2f} / {percentile(speed.enqueue_ms, 0.99):.2f}"
    return [rate_of(speed.chains_per_s), f"{speed.usual_cpu_ms:.1f}", enqueue, f"{speed.usual_idle_ms:.0f}"]


def print_recovery(recoveries: Recoveries) -> None:
    print(
        header("kill -9 to running again, s", "worker, defaults", "worker, quick settings", "only the process, quick")
    )
    for name, cases in recoveries.items():
        print(row(name, *(seconds_of(samples, cap=WAIT_S) for samples in cases)))


def print_costs(speeds: Mapping[str, Speed], costs_ms: Mapping[str, float]) -> None:
    """Say what dominates ours: the database's steps, alone in a process, beside all that its workers take."""
    if not (ours := speeds.get(OURS.name)):
        return
    in_workers_ms = sum(ms for step, ms in costs_ms.items() if step != "accept")
    steps = ", ".join(f"{step} {ms:.1f}" for step, ms in costs_ms.items())
    print(
        f"\nWhat dominates ours: of {ours.usual_cpu_ms:.1f} ms of CPU that its workers take for a chain, the steps in "
        f"the database take {in_workers_ms:.1f} ms where nothing competes with them; the rest is Dramatiq, Redis and "
        f"contention. Milliseconds a chain, each step alone: {steps}.\n"
    )
