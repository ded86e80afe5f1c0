"""Quotes in their context."""

from __future__ import annotations

from pydantic import BaseModel

from api.responses.pain_point import Quote


class QuoteInContext(Quote):
    """A quote between what stands `before` and `after` it, up to 300 characters of the stored text each.

    `title` is that of the post, or of the post that a comment answers, null where that was not collected. Authors are
    numbered from 1 as they come up among the pain point's best quotes; `author_number` is null where nobody is known.
    """

    before: str
    after: str
    title: str | None
    author_number: int | None


class QuoteList(BaseModel):
    """In the order asked for."""

    items: list[QuoteInContext]
    next: str | None
