"""What a query asks of a document, as far as the document alone can tell."""

from __future__ import annotations

from pipeline.types import Document
from sources.keywords import Keywords
from sources.types import Query


class Filters:
    """The tests of a query, prepared once."""

    def __init__(self, query: Query) -> None:
        self.keywords = Keywords(query.keywords)
        self._subreddits = frozenset(_plain_name(name) for name in query.subreddits)
        self._include_nsfw = query.include_nsfw
        self._since_utc = query.since_utc
        self._until_utc = query.until_utc

    def in_subreddits(self, document: Document) -> bool:
        return not self._subreddits or document.subreddit.lower() in self._subreddits

    def refuses_nsfw(self, document: Document) -> bool:
        return document.over_18 and not self._include_nsfw

    def in_range(self, document: Document) -> bool:
        """Compare with `since_utc` and `until_utc`; `last_days` is for those who know the newest document."""
        after_start = self._since_utc is None or document.created_utc >= self._since_utc
        return after_start and (self._until_utc is None or document.created_utc <= self._until_utc)

    def has_keyword(self, document: Document) -> bool:
        return self.keywords.match(document.text)


def _plain_name(subreddit: str) -> str:
    return subreddit.strip().lower().removeprefix("/").removeprefix("r/").rstrip("/")
