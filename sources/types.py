"""What every source takes and yields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from pipeline.types import Document

HashAuthor = Callable[[str], str]
Clock = Callable[[], float]  # seconds since the epoch, UTC

# Of a file: damaged, its end could not be read; unreadable, nothing of it could. Of a subreddit: missing, private,
# quarantined, banned, or unreadable for another reason.
CoverageStatus = Literal[
    "complete", "capped", "empty", "damaged", "missing", "unreadable", "private", "quarantined", "banned"
]
# Nothing at all could be had from such a target: the scan is partial, or failed where all are so.
UNREAD: frozenset[CoverageStatus] = frozenset({"missing", "unreadable", "private", "quarantined", "banned"})


# Their posts are of now: ranges and recency count back from the scan's creation, not from the newest document.
LIVE_SOURCES = frozenset({"reddit", "arctic_shift"})


class Budget(Protocol):
    """Queries a minute, shared by everyone who asks with the same credentials."""

    def take(self) -> float:
        """Spend one query and return 0; or spend nothing and return the seconds until one is free."""
        ...


@dataclass(frozen=True, slots=True)
class Query:
    """What a scan asks of a source.

    `since_utc` and `until_utc` (seconds, both inclusive) bound the documents' own dates. `last_days` counts back from
    the newest document of an archive or sample, and from `asked_at_utc`, the scan's creation, for a live source.
    Keywords are whole-word phrases, case ignored; any of them matches, and a comment matches if it or its post does.
    """

    keywords: tuple[str, ...] = ()
    subreddits: tuple[str, ...] = ()
    since_utc: int | None = None
    until_utc: int | None = None
    last_days: int | None = None
    asked_at_utc: int | None = None
    files: tuple[str, ...] = ()
    limit_posts: int | None = None
    limit_comments: int | None = None
    include_nsfw: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of one target (a subreddit or a file): how much was read, how much kept, and why not more.

    `asked` counts the records read, `fetched` those that belong to the scan. `reason` is a sentence for the user, None
    when there is nothing to say.
    """

    target: str
    asked: int
    fetched: int
    status: CoverageStatus
    reason: str | None = None
    from_utc: int | None = None
    to_utc: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A bounded batch of documents, and how to go on after it.

    `cursor` is JSON; `fetch(query, cursor)` continues behind this page. `coverage` is the whole account so far, one
    entry a target, so that the newest page's replaces all earlier ones. `done` is the share of the reading that is
    behind this page, 0..1, None where a source cannot tell.
    """

    documents: list[Document]
    cursor: dict[str, Any]
    coverage: list[Coverage]
    done: float | None = None


class Source(Protocol):
    """Yields the documents that answer a query, page by page, in an order that does not change between two calls."""

    name: str

    def fetch(self, query: Query, cursor: dict[str, Any] | None = None) -> Iterator[Page]:
        """Yield pages, at least one, even where nothing matches (its coverage says why).

        Raises:
          sources.errors.SourceError: Nothing could be read at all, or the query cannot be answered.
        """
        ...
