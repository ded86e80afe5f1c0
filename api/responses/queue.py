"""The queue."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, RootModel

from api.responses.job import JobStatus


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


class ProcessEntry(BaseModel):
    id: str
    host: str
    pid: int
    started_at: datetime
    seen_at: datetime


class RunningStage(BaseModel):
    job_id: str
    stage: str


class WorkerEntry(ProcessEntry):
    """`running` has an entry for each busy thread, none while it is idle."""

    running: list[RunningStage]


class BrokerQueue(BaseModel):
    """Messages: `waiting` for a worker, `delayed` until a time, `dead`; all null where the broker cannot be reached."""

    name: str
    waiting: int | None
    delayed: int | None
    dead: int | None


class Broker(BaseModel):
    reachable: bool
    queues: list[BrokerQueue]


class Pause(BaseModel):
    """While the queue is `paused`, what runs goes on and nothing new starts."""

    paused: bool
    paused_at: datetime | None


class QueueStatus(Pause):
    """`cancelled` stands beside `stats`, whose total is the sum of the other five."""

    stats: QueueStats
    cancelled: int
    oldest_waiting_at: datetime | None
    oldest_waiting_ms: int | None
    rate_limit: RateLimit
    concurrency: int
    workers: list[WorkerEntry]
    schedulers: list[ProcessEntry]
    broker: Broker


class QueueAnswer(RootModel[QueueStatus | JobStatus]):
    """The whole queue; or one job, where `jobId` was given."""


class Cleaned(BaseModel):
    removed: int
    job_ids: list[str]


class Retried(BaseModel):
    """The scans that go on, in the order in which they had failed."""

    retried: int
    scan_ids: list[str]
