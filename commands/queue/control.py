"""`cli.py queue pause`, `resume`, `clean`, `retry-failed`: what concerns the whole queue."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal

from rich.console import Console
from typer import Argument, Option

from api.request_fields import LONGEST_GRACE_MS, MOST_JOBS_CLEANED, MOST_SCANS_RETRIED
from commands.queue.opening import open_queue, say_what_starts
from models.clock import now
from models.database import transaction
from models.failed_scans import resume_failed_scans
from models.owner import LOCAL_OWNER_ID
from models.queue_control import pause_queue, resume_queue
from models.retention import clean_jobs


def pause() -> None:
    """Let no scan start until the queue is resumed; those that run go on."""
    open_queue()
    since = pause_queue(now=now())
    _say(f"Paused since {since:%Y-%m-%d %H:%M:%S} UTC. Running scans go on; `cli.py queue resume` lets others start.")


def resume() -> None:
    """Let scans start again."""
    open_queue()
    resume_queue()
    _say(f"Not paused. {say_what_starts()}")


def clean(
    state: Annotated[Literal["completed", "failed", "cancelled"], Argument(help="what the jobs ended as")],
    grace_ms: Annotated[int, Option(min=0, max=LONGEST_GRACE_MS, help="only if they ended longer ago than this")] = 0,
    limit: Annotated[int, Option(min=1, max=MOST_JOBS_CLEANED, help="the oldest so many")] = 1_000,
) -> None:
    """Remove ended jobs before their time; their scans stay. What waits or runs is cancelled instead."""
    open_queue()
    with transaction():
        grace = timedelta(milliseconds=grace_ms)
        removed = clean_jobs(LOCAL_OWNER_ID, state, grace=grace, limit=limit, now=now())
    _say(f"Removed {len(removed)} {state} jobs. Their scans and results stay.")


def retry_failed(
    limit: Annotated[int, Option(min=1, max=MOST_SCANS_RETRIED, help="the first so many")] = 1_000,
) -> None:
    """Let the scans of all failed jobs go on from their last good stage."""
    open_queue()
    scan_ids = resume_failed_scans(LOCAL_OWNER_ID, limit=limit, now=now())
    _say("\n".join([*scan_ids, f"{len(scan_ids)} scans go on. {say_what_starts()}"]))


def _say(sentence: str) -> None:
    Console(highlight=False, markup=False).print(sentence, soft_wrap=True)
