"""What the steps through one subreddit share."""

from __future__ import annotations

from dataclasses import dataclass

from sources.arctic_shift.account import Account
from sources.arctic_shift.api import ArchiveApi
from sources.arctic_shift.judge import Judge
from sources.arctic_shift.known_posts import KnownPosts
from sources.arctic_shift.listing import Listing
from sources.arctic_shift.reading import Reading
from sources.types import Query


@dataclass(frozen=True, slots=True)
class Scope:
    """`words` are what to search for, one entry a keyword; empty where everything is read."""

    subreddit: str
    query: Query
    words: list[str]
    api: ArchiveApi
    judge: Judge
    known_posts: KnownPosts
    listing: Listing

    @property
    def account(self) -> Account:
        return self.listing.account

    @property
    def reading(self) -> Reading:
        return self.listing.reading
