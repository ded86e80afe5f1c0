"""The queue in numbers, and one job in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from falcon import Request, Response

from api.contract import endpoint
from api.problems import not_found
from api.render_job import ms_until, render_job_details
from api.requests import QueueQuery
from api.responses import queue as shown
from api.responses.job import JobStatus
from models.clock import now
from models.job import Job, find_job
from models.owner import LOCAL_OWNER_ID
from models.queue_control import paused_since
from models.queue_status import QueueCounts, count_jobs, oldest_waiting, running_stages
from models.waiting_line import WINDOW, next_room_at
from models.worker import Worker, live_workers
from settings import Settings

if TYPE_CHECKING:
    from actors.broker import QueueDepth


class QueueStatus:
    """`/api/queue/status`."""

    def __init__(self, settings: Settings, queue_depths: Callable[[], list[QueueDepth]]) -> None:
        self._starts_per_window = settings.scan_starts_per_minute
        self._slots = settings.scan_concurrency
        self._queue_depths = queue_depths

    @endpoint("queue", answers={200: shown.QueueAnswer, 304: None}, problems=(404, 503))
    def on_get(self, req: Request, resp: Response, query: QueueQuery) -> None:
        """Show the whole queue; with `jobId`, one job instead."""
        at = now()
        room_at = next_room_at(self._starts_per_window, at)
        if query.job_id is None:
            resp.media = shown.QueueAnswer(self._describe_queue(at, room_at))
        else:
            job = _require_job(query.job_id)
            resp.media = shown.QueueAnswer(JobStatus(job=render_job_details(job, at, room_at)))

    def _describe_queue(self, at: datetime, room_at: datetime | None) -> shown.QueueStatus:
        counts = count_jobs(at, held_back=room_at is not None)
        oldest_at, paused_at = oldest_waiting(at), paused_since()
        return shown.QueueStatus(
            stats=_describe_counts(counts),
            cancelled=counts.cancelled,
            paused=paused_at is not None,
            paused_at=paused_at,
            oldest_waiting_at=oldest_at,
            oldest_waiting_ms=ms_until(at, oldest_at) if oldest_at else None,
            rate_limit=shown.RateLimit(
                max=self._starts_per_window,
                per_seconds=int(WINDOW.total_seconds()),
                retryAfterMs=ms_until(room_at, at),
            ),
            concurrency=self._slots,
            workers=_describe_workers(live_workers(at), running_stages()),
            schedulers=[_describe_process(process) for process in live_workers(at, role="scheduler")],
            broker=_describe_broker(self._queue_depths()),
        )


def _require_job(job_id: str) -> Job:
    job = find_job(job_id, LOCAL_OWNER_ID)
    if job is None:
        kept = "Completed jobs are kept 24 hours, failed and cancelled ones 7 days; GET /api/scans lists their scans."
        raise not_found(f"job {job_id!r}", kept)
    return job


def _describe_counts(counts: QueueCounts) -> shown.QueueStats:
    return shown.QueueStats(
        waiting=counts.waiting,
        active=counts.active,
        completed=counts.completed,
        failed=counts.failed,
        delayed=counts.delayed,
        total=counts.total,
    )


def _describe_workers(workers: Iterable[Worker], running: dict[str, list[Job]]) -> list[shown.WorkerEntry]:
    entries = []
    for worker in workers:
        stages = [shown.RunningStage(job_id=job.id, stage=job.stage) for job in running.get(worker.id, [])]
        entries.append(shown.WorkerEntry(**dict(_describe_process(worker)), running=stages))
    return entries


def _describe_process(process: Worker) -> shown.ProcessEntry:
    return shown.ProcessEntry(
        id=process.id,
        host=process.host,
        pid=process.pid,
        started_at=process.started_at,
        seen_at=process.seen_at,
    )


def _describe_broker(depths: list[QueueDepth]) -> shown.Broker:
    queues = [
        shown.BrokerQueue(name=depth.name, waiting=depth.waiting, delayed=depth.delayed, dead=depth.dead)
        for depth in depths
    ]
    return shown.Broker(reachable=all(queue.waiting is not None for queue in queues), queues=queues)
