"""`cli.py queue jobs`."""

from __future__ import annotations

from typing import Annotated

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table
from typer import Option

from api.render_job import render_job
from api.responses.job import Job, JobState
from commands.queue.opening import open_queue
from models.clock import now
from models.owner import LOCAL_OWNER_ID
from models.queue_status import list_jobs
from models.waiting_line import next_room_at
from settings import Settings


def jobs(
    state: Annotated[JobState | None, Option(help="only jobs in this state")] = None,
    limit: Annotated[int, Option(min=1, max=10_000, help="the newest so many")] = 50,
) -> None:
    """Print jobs, newest first."""
    settings = open_queue()
    Console().print(job_table(settings, state, limit=limit))


def job_table(settings: Settings, state: JobState | None, *, limit: int) -> Table:
    """Lay out jobs, newest first, in the states that the API shows."""
    at = now()
    room_at = next_room_at(settings.scan_starts_per_minute, at)
    # Where the terminal is narrow, texts wrap; an id is there to be copied.
    texts = [Column(name, overflow="fold") for name in ("state", "stage", "priority", "attempts", "created", "reason")]
    table = Table(Column("job", no_wrap=True), *texts)
    for row in list_jobs(LOCAL_OWNER_ID, state, now=at, held_back=room_at is not None, limit=limit):
        table.add_row(*(escape(cell) for cell in _cells(render_job(row, at, room_at))))
    return table


def _cells(job: Job) -> tuple[str, ...]:
    attempts = f"{job.attempts_made} of {job.max_attempts}"
    created = f"{job.created_at:%Y-%m-%d %H:%M:%S}"
    return job.id, job.state, job.stage, job.priority, attempts, created, job.failedReason or ""
