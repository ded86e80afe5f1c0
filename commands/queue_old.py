"""`cli.py queue`: the queue, read from the database, so that it also answers when nothing runs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table
from typer import Typer

from commands.exits import clear_exits
from models.clock import now
from models.database import connect
from models.job import Job
from models.queue_status import count_jobs
from models.schema import require_current_schema
from models.waiting_line import next_room_at
from settings import load_settings

NEWEST = 20

queue = Typer(help="Look at the queue.", no_args_is_help=True)


@queue.command()
@clear_exits
def status() -> None:
    """Print how many jobs stand in each state, and the newest ones."""
    settings = load_settings()
    connect(settings.db_url)
    require_current_schema()
    full_until = next_room_at(settings.scan_starts_per_minute, now())
    counts = count_jobs(now(), held_back=full_until is not None)
    console = Console()
    console.print("  ".join(f"{name} {number}" for name, number in asdict(counts).items()) + f"  total {counts.total}")
    if full_until:
        console.print(
            f"{settings.scan_starts_per_minute} scans started in the last minute; "
            f"the next starts at {full_until:%H:%M:%S} UTC."
        )
    console.print(_newest_jobs())


def _newest_jobs() -> Table:
    table = Table("job", "state", "stage", "attempts", "created", "reason")
    for job in Job.select().order_by(Job.created_at.desc()).limit(NEWEST):
        table.add_row(*(str(cell) for cell in _cells(job)))
    return table


def _cells(job: Job) -> tuple[Any, ...]:
    attempts = f"{job.attempts_made} of {job.max_attempts}"
    return job.id, job.state, job.stage, attempts, f"{job.created_at:%Y-%m-%d %H:%M:%S}", job.failed_reason or ""
