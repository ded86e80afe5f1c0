"""Why a pain point is what it is."""

from __future__ import annotations

from pydantic import BaseModel

from api.responses.pain_point import ScorePart


class Cue(BaseModel):
    """What spoke for a mention, or against it where `weight` is negative; "It" and `meaning` make a sentence."""

    name: str
    meaning: str
    weight: float


class ExplainedMention(BaseModel):
    """Why a mention is in the pain point.

    The log-odds that it states a pain, or a wish (`read_as`), are `base` + the weights of all `cues` + `other_cues`; it
    was taken because the probability they give reaches `threshold`. `similarity` is the cosine with the group's centre,
    1 for a group of one. `copies` are documents left out because they repeat this one. What a scan of an older version
    did not keep is null, and its `cues` are empty.
    """

    text: str
    document_id: str
    start: int
    end: int
    permalink: str
    category: str
    probability: float
    intensity: float
    intent_to_pay: float
    read_as: str | None
    threshold: float | None
    base: float | None
    cues: list[Cue]
    other_cues: float | None
    similarity: float | None
    copies: list[str]


class Explanation(BaseModel):
    """`score` is the sum of the points of all `score_parts`, rounded; the mentions stand in the order of the quotes."""

    id: str
    name: str
    score: float
    score_parts: dict[str, ScorePart]
    mentions: list[ExplainedMention]
