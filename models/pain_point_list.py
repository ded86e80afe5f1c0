"""The list of what a scan saw: its filters, its orders, and the place in it where a page begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from peewee import Case, Value, fn

from models.document import Document
from models.full_text import holds_every
from models.pain_point import Mention, Observation, PainPoint

Sort = Literal["score", "mentions", "authors", "newest", "oldest", "name", "intent_to_pay"]

SORTED_CHARACTERS = 60
NAME = fn.COALESCE(PainPoint.curated_name, Observation.name)
# What each order goes by, and whether the greatest comes first.
ORDERS: dict[Sort, tuple[Any, bool]] = {
    "score": (Observation.score, True),
    "mentions": (Observation.mentions, True),
    "authors": (Observation.authors, True),
    "newest": (Observation.last_seen_utc, True),
    "oldest": (Observation.first_seen_utc, False),
    "name": (fn.LOWER(fn.SUBSTR(NAME, 1, SORTED_CHARACTERS)), False),
    "intent_to_pay": (Observation.intent_to_pay, True),
}
OF_SINGLE_PRECISION: tuple[Sort, ...] = ("score", "intent_to_pay")


@dataclass(frozen=True)
class Filters:
    """Which of a scan's pain points to list; None leaves a thing open."""

    words: tuple[str, ...] = ()
    min_score: float | None = None
    min_intent_to_pay: float | None = None
    subreddit: str | None = None
    category: str | None = None
    confidence: str | None = None
    state: str | None = None
    starred: bool | None = None
    rejected: bool | None = False
    ids: tuple[str, ...] | None = None


class Place(NamedTuple):
    """Where a pain point stands in a list: what the list is ordered by, and its rank among equals."""

    value: float | str
    rank: int


def list_pain_points(
    scan_id: str, filters: Filters, *, sort: Sort = "score", after: Place | None = None, limit: int | None = None
) -> list[Observation]:
    """Return what a scan saw, each with its pain point, in order, behind a place; `place_of` tells their places."""
    value, greatest_first = ORDERS[sort]
    query = Observation.select(Observation, PainPoint, value.alias("sorted_by")).join(PainPoint)
    query = query.where(*_conditions(scan_id, filters))
    if after is not None:
        query = query.where(_is_behind(after, sort))
    return list(query.order_by(value.desc() if greatest_first else value, Observation.rank).limit(limit))


def place_of(seen: Any) -> Place:
    """Return the place of an item in the list that it came in."""
    value = seen.sorted_by
    return Place(value if isinstance(value, str) else float(value), seen.rank)


def count_pain_points(scan_id: str, filters: Filters) -> int:
    """Count all that the filters let through."""
    return int(Observation.select().join(PainPoint).where(*_conditions(scan_id, filters)).count())


def _is_behind(place: Place, sort: Sort) -> Any:
    value, greatest_first = ORDERS[sort]
    # PostgreSQL keeps these in four bytes, and would find none equal to a number of eight.
    bound = Value(place.value).cast("REAL") if sort in OF_SINGLE_PRECISION else place.value
    beyond = value < bound if greatest_first else value > bound
    return beyond | ((value == bound) & (Observation.rank > place.rank))


def _conditions(scan_id: str, filters: Filters) -> Iterator[Any]:
    yield Observation.scan == scan_id
    if filters.min_score is not None:
        yield Observation.score >= Value(filters.min_score).cast("REAL")
    if filters.min_intent_to_pay is not None:
        yield Observation.intent_to_pay >= Value(filters.min_intent_to_pay).cast("REAL")
    for column, wanted in (
        (Observation.category, filters.category),
        (Observation.confidence_level, filters.confidence),
        (Observation.state, filters.state),
        (PainPoint.starred, filters.starred),
        (PainPoint.rejected, filters.rejected),
    ):
        if wanted is not None:
            yield column == wanted
    if filters.ids is not None:
        yield Observation.pain_point.in_(filters.ids)
    if filters.subreddit is not None:
        yield Observation.pain_point.in_(_seen_in(scan_id, filters.subreddit))
    if filters.words:
        yield holds_every(NAME, filters.words) | fn.EXISTS(_quotes_with(scan_id, filters.words))


def _seen_in(scan_id: str, subreddit: str) -> Any:
    there = fn.LOWER(Document.subreddit) == subreddit.lower()
    query = Mention.select(Mention.pain_point).join(Document)
    return query.where(Mention.scan == scan_id, Mention.pain_point.is_null(False), there)


def _quotes_with(scan_id: str, words: tuple[str, ...]) -> Any:
    """Select the quotes of the pain point at hand that hold every word, together with its name."""
    text = NAME.concat("\n").concat(quoted_text())
    query = Mention.select(Value(1)).join(Document)
    return query.where(Mention.scan == scan_id, Mention.pain_point == Observation.pain_point, holds_every(text, words))


def quoted_text() -> Any:
    """Make the expression for the words of a mention; `Document.text` has the same rule."""
    with_body = Document.title.concat("\n\n").concat(Document.body)
    text = Case(None, [(Document.title.is_null(), Document.body), (Document.body == "", Document.title)], with_body)
    return fn.SUBSTR(text, Mention.start + 1, Mention.end - Mention.start)
