"""Jobs."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

JobState = Literal["waiting", "delayed", "active", "completed", "failed", "cancelled"]


class Job(BaseModel):
    """`worker` and `lease_until` are null unless a stage runs; `alone` says that no other job may run beside it."""

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
    queued_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    not_before: datetime | None
    worker: str | None
    lease_until: datetime | None
    alone: bool


class Attempt(BaseModel):
    """An attempt that failed. `again_at` is when the next one was due, null where none followed by itself."""

    at: datetime
    stage: str | None
    attempt: int | None
    code: str | None
    error: str | None
    again_at: datetime | None


class JobDetails(Job):
    """`attempts` are those that failed, oldest first."""

    attempts: list[Attempt]


class JobStatus(BaseModel):
    job: JobDetails


class JobList(BaseModel):
    """Newest first."""

    items: list[Job]
    next: str | None
