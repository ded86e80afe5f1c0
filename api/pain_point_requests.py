"""Which pain points to list, and in what order."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from api.explain import refuse
from api.request_fields import Category, Subreddit
from api.requests import PageQuery, StrictModel
from models.pain_point_list import Filters, Sort
from models.quote_list import QuoteSort

MOST_IDS = 200
ID = re.compile(r"[\w-]{1,64}", re.ASCII)
LONGEST_CURSOR = 600  # it holds the beginning of a name

Confidence = Literal["low", "medium", "high"]
Movement = Literal["new", "growing", "steady", "shrinking"]
YesNo = Literal["true", "false"]


def _tidy_words(text: str) -> str:
    words = " ".join(text.split())
    if not words.isprintable():
        raise refuse("holds invisible characters; type it anew")
    return words


def _check_ids(text: str) -> str:
    ids = text.split(",")
    if len(ids) > MOST_IDS:
        raise refuse(f"has {len(ids)} entries; at most {MOST_IDS} will do")
    if not all(ID.fullmatch(id_) for id_ in ids):
        raise refuse("must be ids of pain points with commas between them, without spaces")
    return text


class PainPointFilters(StrictModel):
    """Which pain points of a scan."""

    q: Annotated[str, Field(max_length=200), AfterValidator(_tidy_words)] | None = Field(
        None, description="words that all occur in the name or in one of the quotes, in any case"
    )
    min_score: float | None = Field(None, ge=0, le=100, allow_inf_nan=False, description="only from this score on")
    min_intent_to_pay: float | None = Field(None, ge=0, le=1, allow_inf_nan=False, description="from this, of 1, on")
    subreddit: Subreddit | None = Field(None, description="only pain points with a mention there")
    category: Category | None = None
    confidence: Confidence | None = None
    state: Movement | None = Field(None, description="how it moved since the scan before")
    starred: YesNo | None = None
    rejected: Literal["true", "false", "any"] = Field("false", description="left out unless asked for")
    ids: Annotated[str, AfterValidator(_check_ids)] | None = Field(
        None, description=f"only these, with commas between them; at most {MOST_IDS}"
    )

    def read(self) -> Filters:
        """Return what the list is asked for."""
        return Filters(
            words=tuple((self.q or "").split()),
            min_score=self.min_score,
            min_intent_to_pay=self.min_intent_to_pay,
            subreddit=self.subreddit,
            category=self.category,
            confidence=self.confidence,
            state=self.state,
            starred=_YES_OR_NO[self.starred or "any"],
            rejected=_YES_OR_NO[self.rejected],
            ids=tuple(self.ids.split(",")) if self.ids is not None else None,
        )


_YES_OR_NO = {"true": True, "false": False, "any": None}


class PainPointListQuery(PainPointFilters, PageQuery):
    sort: Sort = Field("score", description="the greatest first, save for oldest and name")
    cursor: str | None = Field(None, max_length=LONGEST_CURSOR, description="from the `next` of the page before")


class QuoteListQuery(PageQuery):
    sort: QuoteSort = Field("best", description="best as the engine ranks them, or the newest or most upvoted first")
