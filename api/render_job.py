"""Rows of jobs and events into what the API shows."""

from __future__ import annotations

import math
from datetime import datetime

from api.responses import event as shown_event
from api.responses import job as shown_job
from models.event import Event, failed_attempts
from models.job import PRIORITIES, Job

PRIORITY_NAMES = {number: name for name, number in PRIORITIES.items()}


def render_job(job: Job, at: datetime, room_at: datetime | None) -> shown_job.Job:
    """Render a job with its scan; `room_at` is when the window for starts has room, None where it has."""
    obstacles = [moment for moment in (job.not_before, room_at) if moment and moment > at]
    due_at = max(obstacles, default=None) if job.state == "waiting" else None
    return shown_job.Job(
        id=job.id,
        scan_id=job.scan_id,
        state="delayed" if due_at else job.state,
        stage=job.stage,
        progress=job.scan.progress,
        priority=PRIORITY_NAMES[job.priority],
        attempts_made=job.attempts_made,
        max_attempts=job.max_attempts,
        failedReason=job.failed_reason,
        retryAfterMs=ms_until(due_at, at),
        created_at=job.created_at,
        queued_at=job.queued_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        not_before=job.not_before,
        worker=job.worker,
        lease_until=job.lease_until,
        alone=job.alone,
    )


def render_job_details(job: Job, at: datetime, room_at: datetime | None) -> shown_job.JobDetails:
    attempts = [_render_attempt(event) for event in failed_attempts(job.scan_id)]
    return shown_job.JobDetails(**dict(render_job(job, at, room_at)), attempts=attempts)


def _render_attempt(event: Event) -> shown_job.Attempt:
    return shown_job.Attempt(
        at=event.at,
        stage=event.stage,
        attempt=event.attempt,
        code=event.detail.get("code"),
        error=event.detail.get("error"),
        again_at=event.detail.get("again_at"),
    )


def render_event(event: Event) -> shown_event.Event:
    return shown_event.Event(
        id=event.id,
        at=event.at,
        kind=event.kind,
        stage=event.stage,
        attempt=event.attempt,
        worker=event.worker,
        detail=event.detail,
    )


def ms_until(moment: datetime | None, at: datetime) -> int | None:
    """Round up to whole seconds, so that the answer to a poll does not change each millisecond."""
    return None if moment is None else max(0, math.ceil((moment - at).total_seconds())) * 1000
