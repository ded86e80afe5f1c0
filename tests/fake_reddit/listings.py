"""Listings and searches, page by page, with the ways they can fail to end."""

from __future__ import annotations

from typing import Any

from tests.fake_reddit import things
from tests.fake_reddit.faults import Kind
from tests.fake_reddit.store import Record, Store

LISTING_CAP = 1_000
SEARCH_CAP = 250
MOST_PER_PAGE = 100
_SPANS = {"hour": 3_600, "day": 86_400, "week": 604_800, "month": 2_592_000, "year": 31_536_000}


def page_of(store: Store, subreddit: str, params: dict[str, str], endless: Kind | None, *, now_utc: float) -> Any:
    """Answer /r/…/new, or /r/…/search where there is a `q`."""
    posts = _matching(store, subreddit, params, now_utc)
    size = min(int(params.get("limit", 25)), MOST_PER_PAGE)
    if endless == "no_end":
        return _invented(store, posts, params, size)
    start = 0 if endless == "same_page" else _position_behind(posts, params.get("after"))
    page = posts[start : start + size]
    after = f"t3_{page[-1]['id']}" if page and start + size < len(posts) else None
    if endless == "same_page":
        after = f"t3_again{_turn(params) + 1}"
    elif endless == "same_after":
        after = f"t3_{posts[min(size, len(posts)) - 1]['id']}"
    return things.listing([things.post(post, len(store.comments_of(post["id"]))) for post in page], after)


def _matching(store: Store, subreddit: str, params: dict[str, str], now_utc: float) -> list[Record]:
    if "q" not in params:
        return store.newest(subreddit)[:LISTING_CAP]
    span_s = _SPANS.get(params.get("t", "all"), now_utc)
    found = store.search(subreddit, params["q"])
    return [
        post
        for post in found
        if post["created_utc"] >= now_utc - span_s and (params.get("include_over_18") or not post["over_18"])
    ][:SEARCH_CAP]


def _position_behind(posts: list[Record], after: str | None) -> int:
    return next((index + 1 for index, post in enumerate(posts) if f"t3_{post['id']}" == after), 0)


def _invented(store: Store, posts: list[Record], params: dict[str, str], size: int) -> Any:
    """Make new posts out of old ones, for as long as anyone asks."""
    turn = _turn(params)
    page = [post | {"id": f"{post['id']}x{turn}"} for post in posts[:size]]
    store.posts |= {post["id"]: post for post in page}
    return things.listing([things.post(post, 0) for post in page], f"t3_again{turn + 1}")


def _turn(params: dict[str, str]) -> int:
    return int(params.get("after", "").removeprefix("t3_again") or 0)
