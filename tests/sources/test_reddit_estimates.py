from __future__ import annotations

import pytest

from sources.errors import UnknownSource
from sources.estimates import Estimate, estimate
from sources.types import Query
from tests.fake_reddit.content import generate
from tests.fake_reddit.harness import World, world
from tests.sources.dumps import DAY, NEWEST

__all__ = ["world"]

THREE = ("a_a", "b_b", "c_c")


@pytest.mark.parametrize(
    ("query", "queries", "minutes"),
    [
        (Query(subreddits=THREE, last_days=7), 1 + 3 * 7 + 3 * 700, 21.2),
        (Query(subreddits=THREE, last_days=30), 1 + 3 * 10 + 3 * 1_000, 30.3),
        (Query(subreddits=THREE, since_utc=NEWEST - DAY, until_utc=NEWEST), 1 + 3 * 1 + 3 * 100, 3.0),
        (Query(subreddits=THREE, limit_posts=200), 1 + 3 * 2 + 200, 2.1),
        (Query(subreddits=THREE, limit_posts=200, limit_comments=0), 1 + 3 * 2 + 2, 0.1),
        (Query(keywords=("one", "two"), last_days=1), 1 + 2 * 3 + 2 * 250, 5.1),
    ],
)
def test_reddit_costs_listings_and_threads(query: Query, queries: int, minutes: float) -> None:
    found = estimate("reddit", query)
    assert (found.queries, found.minutes) == (queries, minutes)


def test_it_says_what_reddit_will_keep_back() -> None:
    assert "newest 1,000 posts" in " ".join(estimate("reddit", Query(subreddits=THREE, last_days=30)).caps)
    assert "newest 1,000 posts" not in " ".join(estimate("reddit", Query(subreddits=THREE, last_days=7)).caps)
    assert "finds posts only" in " ".join(estimate("reddit", Query(keywords=("one",))).caps)


def test_a_smaller_budget_takes_longer() -> None:
    query = Query(subreddits=THREE, limit_posts=200)
    assert estimate("reddit", query, queries_per_minute=10).minutes == pytest.approx(20.7)


def test_arctic_shift_costs_pages_of_a_hundred_documents() -> None:
    assert estimate("arctic_shift", Query(subreddits=THREE, last_days=7)).queries == 21 + 315
    assert estimate("arctic_shift", Query(subreddits=THREE, limit_posts=200)).queries == 3 + 30


def test_files_cost_no_queries() -> None:
    assert estimate("archive", Query()) == Estimate(0, 0.0)


def test_an_unknown_source_is_refused() -> None:
    with pytest.raises(UnknownSource, match="'telegraph'"):
        estimate("telegraph", Query())


def test_a_scan_of_a_busy_subreddit_costs_what_was_reckoned(world: World) -> None:
    world.serve(list(generate(subreddits=1, posts=400, comments=2_000, newest_utc=NEWEST + DAY, days=4)))
    query = Query(subreddits=("kettlecraft",), last_days=4, asked_at_utc=NEWEST, limit_posts=300)
    world.fetch(query)
    assert 0.7 < len(world.reddit.log) / estimate("reddit", query).queries <= 1
