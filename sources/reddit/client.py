"""What is asked of Reddit's API, in PRAW's terms: one request a method, records back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import praw
import requests
from praw.exceptions import PRAWException
from praw.models import Comment, MoreComments, Submission
from praw.models.listing.listing import Listing

from sources.errors import SourceUnavailable
from sources.fields import Record
from sources.reddit.credentials import RedditCredentials
from sources.reddit.pacing import Pace
from sources.reddit.requestor import PacedRequestor
from sources.reddit.targets import EVERYWHERE
from sources.reddit.things import record_from

PER_REQUEST = 100  # what Reddit gives at most, in a listing and by id
COMMENT_SORT = "top"


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a listing, and where the next one starts; None after the last."""

    posts: list[Record]
    after: str | None


@dataclass(frozen=True, slots=True)
class FoldedAway:
    """Comments that Reddit left out of an answer: the ids it names, best first, and how many there are in all."""

    comment_ids: list[str]
    count: int


@dataclass(frozen=True, slots=True)
class Thread:
    post: Record
    comments: list[Record]
    folded_away: list[FoldedAway]


class RedditClient:
    """Not safe to share between threads, as PRAW is not.

    Every method raises what `requestor.PacedRequestor.request` does.
    """

    def __init__(self, credentials: RedditCredentials, pace: Pace, *, timeout_s: float) -> None:
        client_id, client_secret = credentials.require()
        self._pace = pace
        self._connections = requests.Session()
        self._reddit = praw.Reddit(
            client_id=client_id,
            client_secret=client_secret,
            user_agent=credentials.user_agent,
            # Always given, so that no praw.ini of the working folder can lead the secret elsewhere.
            reddit_url=credentials.base_url or "https://www.reddit.com",
            oauth_url=credentials.base_url or "https://oauth.reddit.com",
            check_for_updates=False,
            check_for_async=False,
            ratelimit_seconds=-1,  # PRAW shall not sleep of its own accord
            requestor_class=PacedRequestor,
            requestor_kwargs={"pace": pace, "session": self._connections, "timeout": timeout_s},
        )
        self._reddit.read_only = True

    def sign_in(self) -> float:
        """Get a token; return by how many seconds Reddit's clock is ahead of ours."""
        with _as_promised():
            self._reddit.auth.scopes()
        return self._pace.skew_s

    def list_new(self, subreddit: str, after: str | None) -> Found:
        return self._list(f"r/{subreddit}/new", {}, after)

    def search(self, subreddit: str, phrase: str, *, time_filter: str, include_nsfw: bool, after: str | None) -> Found:
        """Search for posts with a phrase, newest first; what comes back holds its words, in whatever form."""
        quoted = " ".join(phrase.replace('"', " ").replace("\\", " ").split())
        params: dict[str, str | int] = {"q": f'"{quoted}"', "sort": "new", "syntax": "lucene", "t": time_filter}
        params["restrict_sr"] = int(subreddit.lower() != EVERYWHERE)
        if include_nsfw:
            params["include_over_18"] = "on"
        return self._list(f"r/{subreddit}/search", params, after)

    def read_posts(self, post_ids: Sequence[str]) -> list[Record]:
        """Get up to 100 posts by their bare ids, without comments."""
        with _as_promised():
            listing = self._reddit.get("api/info", params={"id": ",".join(f"t3_{post_id}" for post_id in post_ids)})
            return _posts(listing)

    def read_thread(self, post_id: str) -> Thread:
        """Get a post with the comments that one request brings, the top-voted 500 or so."""
        with _as_promised():
            post = self._reddit.submission(post_id)
            post.comment_sort = COMMENT_SORT
            folded_away: Any = post.comments.replace_more(limit=0)  # takes them out of the tree; asks for none
            comments = [record_from(thing) for thing in post.comments.list() if isinstance(thing, Comment)]
            return Thread(record_from(post), comments, [_folded(more) for more in folded_away])

    def unfold(self, post_id: str, comment_ids: Sequence[str]) -> list[Record]:
        """Get up to 100 comments of those folded away."""
        with _as_promised():
            more = MoreComments(self._reddit, {"children": list(comment_ids), "count": len(comment_ids)})
            more.submission = self._reddit.submission(post_id)
            more.submission.comment_sort = COMMENT_SORT
            things: Any = more.comments(update=False)
            return [record_from(thing) for thing in things if isinstance(thing, Comment)]

    def close(self) -> None:
        self._connections.close()

    def _list(self, path: str, params: dict[str, str | int], after: str | None) -> Found:
        page: dict[str, str | int] = {"limit": PER_REQUEST} | ({"after": after} if after else {})
        with _as_promised():
            listing = self._reddit.get(path, params=params | page)
            return Found(_posts(listing), listing.after)


def _posts(listing: object) -> list[Record]:
    if not isinstance(listing, Listing):
        raise SourceUnavailable("Reddit's answer is not the listing it should be")
    return [record_from(thing) for thing in listing.children if isinstance(thing, Submission)]


def _folded(more: MoreComments) -> FoldedAway:
    return FoldedAway(list(more.children), more.count)


@contextmanager
def _as_promised() -> Iterator[None]:
    """Tell an answer that PRAW cannot make sense of: it asserts and indexes its way through whatever comes."""
    try:
        yield
    except (AssertionError, AttributeError, LookupError, TypeError, ValueError, PRAWException) as error:
        raise SourceUnavailable("Reddit's answer is not what its API promises") from error
