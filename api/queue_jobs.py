"""The queue's jobs, by state."""

from __future__ import annotations

from falcon import Request, Response

from api.contract import endpoint
from api.pagination import JobPosition, cut_page, read_cursor
from api.render_job import render_job
from api.requests import JobListQuery
from api.responses.job import JobList
from models.clock import now
from models.job import Job
from models.owner import LOCAL_OWNER_ID
from models.queue_status import list_jobs
from models.waiting_line import next_room_at
from settings import Settings


class QueueJobs:
    """`/api/queue/jobs`."""

    def __init__(self, settings: Settings) -> None:
        self._starts_per_window = settings.scan_starts_per_minute

    @endpoint("queue", answers={200: JobList, 304: None}, problems=(503,))
    def on_get(self, req: Request, resp: Response, query: JobListQuery) -> None:
        """List jobs, newest first; `state` selects those that the queue's status counts under that name."""
        position = read_cursor(query.cursor, JobPosition)
        at = now()
        room_at = next_room_at(self._starts_per_window, at)
        jobs = list_jobs(
            LOCAL_OWNER_ID,
            query.state,
            now=at,
            held_back=room_at is not None,
            limit=query.limit + 1,
            before=position,
        )
        page, following = cut_page(jobs, req.path, query, _position)
        resp.media = JobList(items=[render_job(job, at, room_at) for job in page], next=following)


def _position(job: Job) -> JobPosition:
    return JobPosition(job.created_at, job.id)
