"""What a scan will cost before it starts: how many queries, how many minutes, and what caps will cut off."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from sources.arctic_shift.pace import MIN_INTERVAL_S
from sources.errors import UnknownSource
from sources.reddit.reading import MOST_TO_UNFOLD
from sources.reddit.targets import SECONDS_PER_DAY, phrases_of, targets_of
from sources.types import Query

# A busy subreddit, so that most scans turn out shorter; nothing is asked of Reddit to find out more.
POSTS_A_DAY = 100
COMMENTS_A_POST = 15
DAYS_OF_ALL = 5 * 365

REDDIT_LISTING, REDDIT_SEARCH = 1_000, 250  # posts, as Reddit gives out no more
PER_REQUEST = 100
SIGNING_IN = 1


@dataclass(frozen=True, slots=True)
class Estimate:
    """`minutes` is for a scan that has its source to itself; `caps` are sentences for the user."""

    queries: int
    minutes: float
    caps: list[str] = field(default_factory=list)


def estimate(source_name: str, query: Query, *, queries_per_minute: int = 100) -> Estimate:
    """Reckon with subreddits of 100 posts a day and 15 comments a post.

    Raises:
      UnknownSource: No source has that name.
    """
    match source_name:
        case "reddit":
            return _estimate_reddit(query, queries_per_minute)
        case "arctic_shift":
            return _estimate_arctic_shift(query)
        case "archive" | "sample":
            return Estimate(0, 0.0)
    raise UnknownSource(f"there is no source {source_name!r} to reckon with")


def _estimate_reddit(query: Query, queries_per_minute: int) -> Estimate:
    phrases = phrases_of(query)
    listings = len(targets_of(query)) * max(1, len(phrases))
    most = REDDIT_SEARCH if phrases else REDDIT_LISTING
    wanted = _posts_a_subreddit(query) if query.subreddits else most
    listed = min(wanted, most, query.limit_posts or most)
    posts = min(listings * listed, query.limit_posts or listings * listed)
    threads = math.ceil(posts / PER_REQUEST) if query.limit_comments == 0 else posts
    queries = SIGNING_IN + listings * math.ceil(listed / PER_REQUEST) + threads
    return Estimate(queries, round(queries / queries_per_minute, 1), _caps_of_reddit(query, wanted > most))


def _caps_of_reddit(query: Query, exceeds_most: bool) -> list[str]:
    caps = []
    if phrases_of(query):
        caps.append("Reddit's search finds posts only, and often no more than about 250 for a keyword and subreddit.")
    elif exceeds_most:
        caps.append("Reddit lists no more than the newest 1,000 posts of a subreddit; the range may hold more.")
    if query.limit_comments != 0:
        caps.append(f"A post with more than about 500 comments costs up to {MOST_TO_UNFOLD} more queries.")
    return caps


def _estimate_arctic_shift(query: Query) -> Estimate:
    posts = len(query.subreddits) * _posts_a_subreddit(query)
    posts = min(posts, query.limit_posts or posts)
    comments = posts * COMMENTS_A_POST
    queries = sum(max(len(query.subreddits), math.ceil(documents / PER_REQUEST)) for documents in (posts, comments))
    caps = ["The archive searches keywords where it can; in very active subreddits everything is read instead."]
    return Estimate(queries, round(queries * MIN_INTERVAL_S / 60, 1), caps if phrases_of(query) else [])


def _posts_a_subreddit(query: Query) -> int:
    return math.ceil(_days(query) * POSTS_A_DAY)


def _days(query: Query) -> float:
    """Give the length of the range; one without a start, or an end we do not know of, counts as five years."""
    if query.last_days is not None:
        return query.last_days
    end_utc = query.until_utc or query.asked_at_utc
    if query.since_utc is None or end_utc is None:
        return DAYS_OF_ALL
    return max(0.0, (end_utc - query.since_utc) / SECONDS_PER_DAY)
