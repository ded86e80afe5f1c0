"""Pain points that are like another."""

from __future__ import annotations

from pydantic import BaseModel


class RelatedPainPoint(BaseModel):
    """`similarity` is the cosine of the two groups' centres, 1 at most."""

    id: str
    name: str
    category: str
    score: float
    mentions: int
    similarity: float


class RelatedList(BaseModel):
    """The most alike first; none where the scan kept no centre for the pain point."""

    items: list[RelatedPainPoint]
