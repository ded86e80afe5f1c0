"""When a listing is at its end, and what that leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sources import fields
from sources.reddit.plan import Listing
from sources.types import Query

if TYPE_CHECKING:
    from sources.reddit.client import Found

# Reddit lists its newest 1,000 posts, less those removed since; a search often ends near 250 (praw-dev/praw#430).
NEARLY_1000 = 900
SEARCH_CAP = range(225, 251)
MOST_PAGES = 25


@dataclass(frozen=True, slots=True)
class End:
    """The end of a listing; `cap` says what lies beyond that could be in the range, None where nothing does."""

    cap: str | None = None


def end_of(listing: Listing, found: Found, query: Query) -> End | None:
    """Note a page in its listing and say whether it was the last; None where the next one is due."""
    ids = [str(record.get("id")) for record in found.posts]
    dates = [date for record in found.posts if (date := fields.date(record, "created_utc")) is not None]
    brought_nothing_new = bool(listing.afters) and set(ids) <= set(listing.page_ids)
    listing.page_ids = ids
    listing.seen += len(ids)
    listing.oldest_utc = min([*dates, *([listing.oldest_utc] if listing.oldest_utc else [])], default=None)
    if dates and query.since_utc is not None and dates[-1] < query.since_utc:
        return End()
    if found.after is None:
        return End(_what_reddit_keeps_back(listing))
    if query.limit_posts is not None and listing.kept >= query.limit_posts:
        return End(f"older posts were not looked for, as the limit is {query.limit_posts}")
    if brought_nothing_new or found.after in listing.afters:
        return End(f"{_name(listing)} repeats itself without end: left{_at(listing)}")
    if len(listing.afters) == MOST_PAGES - 1:
        return End(f"{_name(listing)} does not end: left after {MOST_PAGES} pages{_at(listing)}")
    listing.after = found.after
    listing.afters.append(found.after)
    return None


def _what_reddit_keeps_back(listing: Listing) -> str | None:
    if listing.seen >= NEARLY_1000:
        return f"Reddit lists only its newest 1,000 posts: {_name(listing)} ends{_at(listing)}, older are missing"
    if listing.phrase is not None and listing.seen in SEARCH_CAP:
        return f"Reddit's searches often end near 250 posts: {_name(listing)} ends{_at(listing)}, older may be missing"
    return None


def _name(listing: Listing) -> str:
    return "the listing" if listing.phrase is None else f"the search for “{listing.phrase}”"


def _at(listing: Listing) -> str:
    if listing.oldest_utc is None:
        return ""
    return f" at {datetime.fromtimestamp(listing.oldest_utc, UTC):%Y-%m-%dT%H:%M:%SZ}"
