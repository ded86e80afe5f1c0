"""What is still to be read and what became of the rest: the state of one fetch, which travels in the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from pipeline.types import Document
from sources.reddit.account import Account, Fault
from sources.reddit.targets import Target, phrases_of
from sources.types import CoverageStatus, Page, Query

POSTS_ONLY = "comments under posts without a keyword are not searched, as Reddit's search finds posts only"
SHARE_OF_LISTINGS = 0.1  # of the reading: far fewer requests than the threads they lead to


@dataclass(slots=True)
class Listing:
    """A listing or search to go through. `afters` are the pages behind, `page_ids` the posts of the last one."""

    target: int
    subreddit: str
    phrase: str | None
    after: str | None = None
    afters: list[str] = field(default_factory=list)
    page_ids: list[str] = field(default_factory=list)
    seen: int = 0
    kept: int = 0
    oldest_utc: int | None = None


@dataclass(slots=True)
class PostToRead:
    id: str  # bare
    target: int
    created_utc: int
    has_comments: bool


@dataclass(slots=True)
class CommentsToUnfold:
    """Comments that Reddit folds away, of a post with room for so many more; None means for all."""

    post_id: str
    target: int
    comment_ids: list[str]
    room: int | None


Mark = tuple[bool, int, str]


def mark_of(document: Document) -> Mark:
    """Give the place of a document within what one request brought: the post first, then by age."""
    return (not document.is_post, document.created_utc, document.id)


@dataclass(slots=True)
class Plan:
    """Each request takes the first listing, else the first comments to unfold, else the first post.

    `mark` is set while one request's documents fill several pages: up to it they are handed out. `broken_off` counts
    how often a fault of Reddit's has ended the fetch.
    """

    asked_at_utc: int
    accounts: list[Account]
    listings: list[Listing]
    posts: list[PostToRead] = field(default_factory=list)
    unfolding: list[CommentsToUnfold] = field(default_factory=list)
    mark: Mark | None = None
    skew_s: int | None = None
    broken_off: int = 0
    listings_in_all: int = 0
    posts_in_all: int = 0

    def page(self, documents: Sequence[Document] = ()) -> Page:
        """Hand out documents with the state behind them."""
        coverage = [account.coverage() for account in self.accounts]
        return Page(list(documents), _JSON.dump_python(self, mode="json"), coverage, done=self._share_read())

    def give_up(self, target: int, status: CoverageStatus, reason: str, *, passing: bool = False) -> None:
        """Read nothing more of a target's listings; posts already found stay."""
        self.accounts[target].fault = Fault(status, reason, passing)
        self.listings = [listing for listing in self.listings if listing.target != target]

    def _share_read(self) -> float:
        if self.listings:
            return SHARE_OF_LISTINGS * (1 - len(self.listings) / self.listings_in_all)
        left = len(self.posts) / self.posts_in_all if self.posts_in_all else 0.0
        return SHARE_OF_LISTINGS + (1 - SHARE_OF_LISTINGS) * (1 - left)


_JSON = TypeAdapter(Plan)


def make_plan(query: Query, targets: Sequence[Target], *, now_utc: int) -> Plan:
    """Start with all there is to list; a name that can be no subreddit's is given up at once."""
    phrases = phrases_of(query)
    plan = Plan(
        asked_at_utc=query.asked_at_utc or now_utc,
        accounts=[Account(target.name, notes=[POSTS_ONLY] if phrases else []) for target in targets],
        listings=[
            Listing(index, target.name, phrase) for index, target in enumerate(targets) for phrase in phrases or (None,)
        ],
    )
    for index, target in enumerate(targets):
        if not target.is_possible:
            plan.give_up(index, "missing", "no subreddit can have such a name")
    plan.listings_in_all = len(plan.listings)
    return plan


def load_plan(cursor: dict[str, Any]) -> Plan:
    return _JSON.validate_python(cursor)
