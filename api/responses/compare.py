"""Two scans beside each other."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from api.responses.pain_point import Quote


class ScanBrief(BaseModel):
    """What one of the two scans asked and read; `from` and `to` span the times of its documents, null without any."""

    model_config = ConfigDict(serialize_by_alias=True)

    id: str
    status: str
    source: str
    keywords: list[str]
    subreddits: list[str]
    audience: str | None
    documents: int
    pain_points: int
    encoder: str | None
    created_at: datetime
    as_of: datetime | None
    from_: datetime | None = Field(serialization_alias="from")
    to: datetime | None


class PainPointBrief(BaseModel):
    id: str
    name: str
    category: str
    score: float
    mentions: int
    authors: int


class Change(BaseModel):
    """A pain point in one scan and in the other, null where that has none.

    A share is mentions ÷ documents read. `state` is null where one of the scans read nothing, so that it cannot tell.
    `shared_mentions` are those of the later scan that the earlier has too, under this pain point. `new_quotes` are the
    best up to three that the earlier has not, `gone_quotes` those that the later has not. `similarity` is the cosine of
    the two groups, null where it is not known.
    """

    state: str | None
    earlier: PainPointBrief | None
    later: PainPointBrief | None
    earlier_share: float | None
    later_share: float | None
    shared_mentions: int
    similarity: float | None
    new_quotes: list[Quote]
    gone_quotes: list[Quote]


class ChangeCounts(BaseModel):
    """How many pain points there are of each `state`, on all pages; `unknown` are those without."""

    new: int
    growing: int
    steady: int
    shrinking: int
    gone: int
    unknown: int


class Comparison(BaseModel):
    """What people left of the two results; what they rejected is left out. `notes` say what weakens the comparison.

    The items stand by state, as in `counts`: the new and gone ones by score, the growing and shrinking ones by how much
    they did so, the steady ones by score.
    """

    earlier: ScanBrief
    later: ScanBrief
    same_question: bool
    notes: list[str]
    counts: ChangeCounts
    items: list[Change]
    next: str | None
