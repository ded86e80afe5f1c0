"""The quotes of one pain point in one scan, in pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from peewee import fn

from models.document import Document
from models.pain_point import Mention

QuoteSort = Literal["best", "newest", "votes"]

LAST_RANK = 2**31 - 1
FEWEST_VOTES = -(2**31)  # stands for unknown, so that these come last
# What each order goes by, and whether the greatest comes first. Adding nought makes an expression of a column, which
# peewee would hand to the document instead of the mention.
ORDERS: dict[QuoteSort, tuple[Any, bool]] = {
    "best": (fn.COALESCE(Mention.rank, LAST_RANK), False),
    "newest": (Document.created_utc + 0, True),
    "votes": (fn.COALESCE(Document.upvotes, FEWEST_VOTES), True),
}


class QuotePlace(NamedTuple):
    """Where a quote stands in a list: what the list is ordered by, and the mention's id among equals."""

    value: float
    mention_id: int


def list_quotes(
    scan_id: str, pain_point_id: str, *, sort: QuoteSort, after: QuotePlace | None, limit: int
) -> list[Mention]:
    """Return mentions with their documents, in order, behind a place; `quote_place_of` tells their places."""
    value, greatest_first = ORDERS[sort]
    query = Mention.select(Mention, Document, value.alias("sorted_by")).join(Document)
    query = query.where(Mention.scan == scan_id, Mention.pain_point == pain_point_id)
    if after is not None:
        beyond = value < after.value if greatest_first else value > after.value
        query = query.where(beyond | ((value == after.value) & (Mention.id > after.mention_id)))
    return list(query.order_by(value.desc() if greatest_first else value, Mention.id).limit(limit))


def quote_place_of(mention: Any) -> QuotePlace:
    """Return the place of a mention in the list that it came in."""
    return QuotePlace(float(mention.sorted_by), mention.id)


def best_quotes(scan_id: str, pain_point_ids: list[str], most: int) -> Iterator[Mention]:
    """Yield the first quotes of each pain point, best first, with no more columns than it takes to show them.

    Reasons are long, and a list of two hundred pain points has six hundred quotes.
    """
    place = (Mention.id, Mention.document, Mention.start, Mention.end, Mention.pain_point)
    origin = (Document.id, Document.title, Document.body, Document.subreddit, Document.created_utc)
    query = Mention.select(*place, *origin, Document.permalink, Document.upvotes).join(Document)
    query = query.where(Mention.scan == scan_id, Mention.pain_point.in_(pain_point_ids), Mention.rank <= most)
    yield from query.order_by(Mention.pain_point, Mention.rank)


def number_authors(scan_id: str, pain_point_id: str) -> dict[str, int]:
    """Number the known authors of a pain point from 1, in the order in which they are first quoted."""
    query: Any = Mention.select(Document.author).join(Document)
    query = query.where(
        Mention.scan == scan_id, Mention.pain_point == pain_point_id, Document.author.is_null(False)
    ).group_by(Document.author)
    rows = query.order_by(fn.MIN(fn.COALESCE(Mention.rank, LAST_RANK)), fn.MIN(Mention.id)).tuples()
    return {author: number for number, (author,) in enumerate(rows, start=1)}
