"""Scans."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Accepted(BaseModel):
    id: str
    job_id: str


class Counts(BaseModel):
    """Of `posts` and `comments`, `other_languages` were not read, not being in English.

    `duplicates` are documents whose pains were left out, since they repeat another document.
    """

    posts: int
    comments: int
    duplicates: int
    other_languages: int
    mentions: int
    pain_points: int


class CoverageEntry(BaseModel):
    """What became of one subreddit or file."""

    model_config = ConfigDict(serialize_by_alias=True)

    source: str
    target: str
    asked: int
    fetched: int
    status: str
    reason: str | None
    from_: datetime | None = Field(serialization_alias="from")
    to: datetime | None


class ScanError(BaseModel):
    code: str
    message: str
    stage: str | None
    retryable: bool


class Timings(BaseModel):
    """`seconds` from the start to the end, null before; `stages` holds the seconds of each stage that is done."""

    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    seconds: float | None
    stages: dict[str, float]


class TopPainPoint(BaseModel):
    id: str
    name: str
    score: float


class ScanSummary(BaseModel):
    """`top_pain_points` are the best three that nobody has rejected."""

    id: str
    job_id: str
    status: str
    source: str
    request: dict[str, Any]
    stage: str | None
    progress: int
    counts: Counts
    error: ScanError | None
    encoder: str | None
    as_of: datetime | None
    timings: Timings
    top_pain_points: list[TopPainPoint]


class Scan(ScanSummary):
    """`cancel_requested` until its worker has seen it; `stalled` while that worker is silent, with a sentence why."""

    coverage: list[CoverageEntry]
    cancel_requested: bool
    stalled: bool
    stalled_reason: str | None


class ScanList(BaseModel):
    items: list[ScanSummary]
    next: str | None
