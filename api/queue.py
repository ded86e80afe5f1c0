"""The queue in numbers, and one job in it."""

from __future__ import annotations

import math
from datetime import datetime

from falcon import Request, Response

from api.contract import endpoint
from api.problems import not_found
from api.requests import QueueQuery
from api.responses import queue as shown
from models.clock import now
from models.job import PRIORITIES, Job, find_job
from models.owner import LOCAL_OWNER_ID
from models.queue_status import count_jobs, oldest_waiting
from models.waiting_line import WINDOW, next_room_at
from models.worker import live_workers
from settings import Settings

PRIORITY_NAMES = {number: name for name, number in PRIORITIES.items()}


class QueueStatus:
    """`/api/queue/status`."""

    def __init__(self, settings: Settings) -> None:
        self._starts_per_window = settings.scan_starts_per_minute
        self._slots = settings.scan_concurrency

    @endpoint("queue", answers={200: shown.QueueAnswer, 304: None}, problems=(404, 503))
    def on_get(self, req: Request, resp: Response, query: QueueQuery) -> None:
        """Show the whole queue; with `jobId`, one job instead."""
        at = now()
        room_at = next_room_at(self._starts_per_window, at)
        if query.job_id is None:
            resp.media = shown.QueueAnswer(self._describe_queue(at, room_at))
        else:
            resp.media = shown.QueueAnswer(shown.JobStatus(job=_describe_job(_require_job(query.job_id), at, room_at)))

    def _describe_queue(self, at: datetime, room_at: datetime | None) -> shown.QueueStatus:
        counts = count_jobs(at, held_back=room_at is not None)
        return shown.QueueStatus(
            stats=shown.QueueStats(
                waiting=counts.waiting,
                active=counts.active,
                completed=counts.completed,
                failed=counts.failed,
                delayed=counts.delayed,
                total=counts.total,
            ),
            cancelled=counts.cancelled,
            oldest_waiting_at=oldest_waiting(at),
            rate_limit=shown.RateLimit(
                max=self._starts_per_window,
                per_seconds=int(WINDOW.total_seconds()),
                retryAfterMs=_ms_until(room_at, at),
            ),
            concurrency=self._slots,
            workers=[
                shown.WorkerEntry(
                    id=worker.id,
                    host=worker.host,
                    pid=worker.pid,
                    started_at=worker.started_at,
                    seen_at=worker.seen_at,
                )
                for worker in live_workers(at)
            ],
        )


def _require_job(job_id: str) -> Job:
    job = find_job(job_id, LOCAL_OWNER_ID)
    if job is None:
        kept = "Completed jobs are kept 24 hours, failed and cancelled ones 7 days; GET /api/scans lists their scans."
        raise not_found(f"job {job_id!r}", kept)
    return job


def _describe_job(job: Job, at: datetime, room_at: datetime | None) -> shown.Job:
    obstacles = [moment for moment in (job.not_before, room_at) if moment and moment > at]
    due_at = max(obstacles, default=None) if job.state == "waiting" else None
    return shown.Job(
        id=job.id,
        scan_id=job.scan_id,
        state="delayed" if due_at else job.state,
        stage=job.stage,
        progress=job.scan.progress,
        priority=PRIORITY_NAMES[job.priority],
        attempts_made=job.attempts_made,
        max_attempts=job.max_attempts,
        failedReason=job.failed_reason,
        retryAfterMs=_ms_until(due_at, at),
        created_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        not_before=job.not_before,
    )


def _ms_until(moment: datetime | None, at: datetime) -> int | None:
    """Round up to whole seconds, so that the answer to a poll does not change each millisecond."""
    return None if moment is None else max(0, math.ceil((moment - at).total_seconds())) * 1000
