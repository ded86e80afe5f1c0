"""The main flow of the live source: sign in, find posts, read them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from sources.errors import FileRefused, NothingInRange, NothingToRead, SourceUnavailable
from sources.reddit.credentials import RedditCredentials
from sources.reddit.finding import find_posts
from sources.reddit.judgement import Judgement
from sources.reddit.pacing import Pace, Sleep
from sources.reddit.plan import Plan, load_plan, make_plan
from sources.reddit.reading import Reader
from sources.reddit.setbacks import Setbacks
from sources.reddit.targets import targets_of, with_fixed_range
from sources.types import Budget, Clock, HashAuthor, Page, Query

SMALLEST_SKEW_S = 60  # below it, two clocks agree


class RedditSource:
    """Reads subreddits, or all of Reddit, read-only through PRAW. One object serves one thread.

    Without keywords it reads each subreddit's newest posts, with keywords what Reddit's search finds for each phrase;
    the phrase must then stand in the post, and all comments of such a post come with it. Reddit cannot search comments.
    Only posts dated inside the range are read, and of their comments those inside it.

    `limit_posts` keeps the newest posts over all targets. `limit_comments` keeps the most upvoted comments of each
    post, among those that Reddit gives out at once (500 or so, by votes) and what little is unfolded after them
    (`reading.MOST_TO_UNFOLD`). A post that was deleted takes its comments with it.

    Every request is a page of its own, so that a fetch that was broken off repeats none that was saved. The days of
    `last_days` count by Reddit's clock, as its answers tell it: ours may be off. No range has an end unless one is
    asked for, so a document from the future is as good as any.
    """

    name = "reddit"

    def __init__(
        self,
        credentials: RedditCredentials,
        hash_author: HashAuthor,
        *,
        budget: Budget,
        clock: Clock = time.time,
        sleep: Sleep = time.sleep,
        page_size: int = 500,
        timeout_s: float = 10.0,
    ) -> None:
        self._credentials = credentials
        self._hash_author = hash_author
        self._budget = budget
        self._clock = clock
        self._sleep = sleep
        self._page_size = page_size
        self._timeout_s = timeout_s

    def fetch(self, query: Query, cursor: dict[str, Any] | None = None) -> Iterator[Page]:
        """Yield pages of at most `page_size` documents.

        Raises:
          FileRefused: The query names files.
          WrongCredentials: They are missing, or Reddit refuses them.
          RetryLater: Reddit or the shared budget asks to wait longer than a worker may sleep.
          SourceUnavailable: Reddit has a fault; after the third such break, what failed is left out instead.
          NothingToRead: Reddit gives out none of the subreddits.
          NothingInRange: There are posts, all of them outside the range.
        """
        if query.files:
            raise FileRefused("Reddit has no files to choose from; leave `files` out, or use the archive source")
        from sources.reddit.client import RedditClient  # only here, as it takes PRAW half a second to load

        plan = load_plan(cursor) if cursor else make_plan(query, targets_of(query), now_utc=int(self._clock()))
        pace = Pace(self._budget, clock=self._clock, sleep=self._sleep)
        with closing(RedditClient(self._credentials, pace, timeout_s=self._timeout_s)) as client:
            _agree_on_time(plan, skew_s=client.sign_in())
            fixed = with_fixed_range(query, asked_at_utc=plan.asked_at_utc, skew_s=plan.skew_s or 0)
            judgement = Judgement(fixed, self._hash_author)
            setbacks = Setbacks(plan)
            now_utc = self._clock() + (plan.skew_s or 0)
            yield from find_posts(plan, fixed, client, judgement, setbacks, now_utc=now_utc)
            _refuse_if_nothing(plan)
            yield from Reader(
                plan, client, judgement, setbacks, limit_comments=query.limit_comments, page_size=self._page_size
            ).read_posts()
        yield plan.page()


def _agree_on_time(plan: Plan, *, skew_s: float) -> None:
    """Settle, once for the whole fetch, by how much our clock is wrong."""
    if plan.skew_s is not None:
        return
    plan.skew_s = round(skew_s) if abs(skew_s) > SMALLEST_SKEW_S else 0
    if plan.skew_s:
        behind = "behind" if plan.skew_s > 0 else "ahead of"
        note = f"the clock of this machine is {abs(plan.skew_s)} s {behind} Reddit's, by which the range was counted"
        for account in plan.accounts:
            account.notes.append(note)


def _refuse_if_nothing(plan: Plan) -> None:
    if all(account.is_unread for account in plan.accounts):
        told = "; ".join(f"r/{account.target}: {account.coverage().reason}" for account in plan.accounts)
        if any(account.fault and account.fault.passing for account in plan.accounts):
            raise SourceUnavailable(f"Reddit gave nothing ({told})")
        raise NothingToRead(f"Reddit gives out nothing of what was asked for ({told})")
    spans = [account.span for account in plan.accounts if account.span]
    if spans and not any(account.some_in_range for account in plan.accounts):
        first, last = _rfc3339(min(first for first, _ in spans)), _rfc3339(max(last for _, last in spans))
        raise NothingInRange(f"nothing is dated inside the range; the posts found run from {first} to {last}")


def _rfc3339(utc: int) -> str:
    return datetime.fromtimestamp(utc, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
