"""`cli.py queue status`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from rich.console import Console

from commands.queue.jobs import job_table
from commands.queue.opening import START, open_queue
from models.clock import now
from models.queue_control import paused_since
from models.queue_status import count_jobs, running_stages
from models.waiting_line import next_room_at
from models.worker import live_workers
from settings import Settings

NEWEST = 20


def status() -> None:
    """Print how many jobs stand in each state, what each worker does, and the newest jobs."""
    settings = open_queue()
    console = Console(highlight=False)
    for line in (*_describe_line(settings), *_describe_processes()):
        console.print(line, soft_wrap=True, markup=False)
    console.print(job_table(settings, None, limit=NEWEST))


def _describe_line(settings: Settings) -> Iterator[str]:
    full_until = next_room_at(settings.scan_starts_per_minute, now())
    counts = count_jobs(now(), held_back=full_until is not None)
    yield "  ".join(f"{name} {number}" for name, number in asdict(counts).items()) + f"  total {counts.total}"
    if since := paused_since():
        yield f"Paused since {since:%Y-%m-%d %H:%M:%S} UTC: nothing starts before `cli.py queue resume`."
    if full_until:
        yield (
            f"{settings.scan_starts_per_minute} scans started in the last minute; "
            f"the next starts at {full_until:%H:%M:%S} UTC."
        )


def _describe_processes() -> Iterator[str]:
    running = running_stages()
    workers = live_workers(now())
    for worker in workers:
        stages = [f"{job.stage} of {job.id}" for job in running.get(worker.id, [])]
        yield f"worker {worker.id}: {', '.join(stages) or 'idle'}"
    if not workers:
        yield f"No worker is alive ({START})."
    for scheduler in live_workers(now(), role="scheduler"):
        yield f"scheduler {scheduler.id}: alive"
