"""The first half of a fetch: which posts to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.types import Document
from sources.errors import SourceUnavailable
from sources.reddit.answers import TargetRefused
from sources.reddit.judgement import Judgement
from sources.reddit.paging import end_of
from sources.reddit.plan import Listing, Plan, PostToRead
from sources.reddit.setbacks import Setbacks
from sources.reddit.targets import time_filter
from sources.refusals import Refusal
from sources.types import Page, Query

if TYPE_CHECKING:
    from sources.reddit.client import Found, RedditClient


def find_posts(
    plan: Plan, query: Query, client: RedditClient, judgement: Judgement, setbacks: Setbacks, *, now_utc: float
) -> Iterator[Page]:
    """Go through the listings, a page after each request, and leave in the plan the posts to read.

    Raises:
      SourceUnavailable: Reddit has a fault.
    """
    while plan.listings:
        listing = plan.listings[0]
        try:
            found = _ask(client, listing, query, now_utc)
        except TargetRefused as refused:
            plan.give_up(listing.target, refused.status, str(refused))
        except SourceUnavailable as fault:
            yield from setbacks.take(fault)
            plan.give_up(listing.target, "unreadable", f"given up, as {fault}", passing=True)
        else:
            setbacks.forget()
            _choose(plan, listing, found, query, judgement)
            _move_on(plan, listing, found, query)
        if not plan.listings:
            _put_in_order(plan)
        yield plan.page()


def _ask(client: RedditClient, listing: Listing, query: Query, now_utc: float) -> Found:
    if listing.phrase is None:
        return client.list_new(listing.subreddit, listing.after)
    return client.search(
        listing.subreddit,
        listing.phrase,
        time_filter=time_filter(query.since_utc, now_utc=now_utc),
        include_nsfw=query.include_nsfw,
        after=listing.after,
    )


def _choose(plan: Plan, listing: Listing, found: Found, query: Query, judgement: Judgement) -> None:
    account = plan.accounts[listing.target]
    refused: Counter[Refusal] = Counter()
    known = {post.id for post in plan.posts}
    for record in found.posts:
        judged = judgement.of_post(record, account, known)
        if isinstance(judged, Document):
            bare_id = judged.id.removeprefix("t3_")
            known.add(bare_id)
            has_comments = record.get("num_comments") != 0 and query.limit_comments != 0
            plan.posts.append(PostToRead(bare_id, listing.target, judged.created_utc, has_comments))
        else:
            refused[judged] += 1
    account.refuse(refused)
    listing.kept += len(found.posts) - refused.total() + refused[Refusal.REPEATED]
    if query.limit_posts is not None:
        _keep_newest(plan, query.limit_posts)


def _keep_newest(plan: Plan, limit: int) -> None:
    plan.posts.sort(key=lambda post: (-post.created_utc, post.id))
    for post in plan.posts[limit:]:
        plan.accounts[post.target].refuse(Counter({Refusal.OVER_LIMIT: 1}))
    del plan.posts[limit:]


def _move_on(plan: Plan, listing: Listing, found: Found, query: Query) -> None:
    end = end_of(listing, found, query)
    if end is None:
        return
    account = plan.accounts[listing.target]
    if end.cap and end.cap not in account.caps:
        account.caps.append(end.cap)
    plan.listings.remove(listing)


def _put_in_order(plan: Plan) -> None:
    """Put first the posts without comments, of which a hundred cost one request, then the others, newest first."""
    plan.posts.sort(key=lambda post: (post.has_comments, 0 if post.has_comments else post.target, -post.created_utc))
    plan.posts_in_all = len(plan.posts)
