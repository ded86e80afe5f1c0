"""Pain points."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel


class ScorePart(BaseModel):
    """`points` = `weight` × `value`; all points add up to the score."""

    value: float
    weight: float
    points: float
    reason: str


class Confidence(BaseModel):
    level: str
    mentions: int
    authors: int


class SubredditShare(BaseModel):
    name: str
    mentions: int


class TrendBucket(BaseModel):
    """`share` is mentions ÷ documents collected, null where nothing was collected."""

    start: datetime
    end: datetime
    mentions: int
    documents: int
    share: float | None


class Trend(BaseModel):
    """`state` is null where there is no earlier scan to compare with."""

    state: str | None
    buckets: list[TrendBucket]


class Quote(BaseModel):
    """Verbatim. `start` and `end` count characters of the stored text: title, blank line, body; or a comment's body."""

    text: str
    document_id: str
    start: int
    end: int
    permalink: str
    subreddit: str
    created_utc: datetime
    upvotes: int | None


class PainPoint(BaseModel):
    """`intent_to_pay`, 0..1, says how likely it is that anyone would pay to be rid of it.

    `name` is what people call it, `original_name` what the engine does; `note` is theirs.
    """

    id: str
    name: str
    original_name: str
    starred: bool
    rejected: bool
    note: str | None
    category: str
    score: float
    score_parts: dict[str, ScorePart]
    intent_to_pay: float
    confidence: Confidence
    mentions: int
    authors: int
    authors_known: bool
    subreddits: list[SubredditShare]
    first_seen: datetime
    last_seen: datetime
    trend: Trend
    quotes: list[Quote]


class PainPointList(BaseModel):
    """In the order asked for, each with its best three quotes; `total` counts all pages."""

    total: int
    items: list[PainPoint]
    next: str | None
