"""The queue."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, RootModel

JobState = Literal["waiting", "delayed", "active", "completed", "failed", "cancelled"]


class QueueStats(BaseModel):
    waiting: int
    active: int
    completed: int
    failed: int
    delayed: int
    total: int


class RateLimit(BaseModel):
    """`retryAfterMs` is null while another scan may start."""

    max: int
    per_seconds: int
    retryAfterMs: int | None  # noqa: N815 - the predecessor's name, kept for its clients


class WorkerEntry(BaseModel):
    id: str
    host: str
    pid: int
    started_at: datetime
    seen_at: datetime


class QueueStatus(BaseModel):
    """`cancelled` stands beside `stats`, whose total is the sum of the other five."""

    stats: QueueStats
    cancelled: int
    oldest_waiting_at: datetime | None
    rate_limit: RateLimit
    concurrency: int
    workers: list[WorkerEntry]


class Job(BaseModel):
    id: str
    scan_id: str
    state: JobState
    stage: str
    progress: int
    priority: str
    attempts_made: int
    max_attempts: int
    failedReason: str | None  # noqa: N815 - the predecessor's name, kept for its clients
    retryAfterMs: int | None  # noqa: N815
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    not_before: datetime | None


class JobStatus(BaseModel):
    job: Job


class QueueAnswer(RootModel[QueueStatus | JobStatus]):
    """The whole queue; or one job, where `jobId` was given."""
