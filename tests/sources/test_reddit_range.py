"""What belongs to a scan of live Reddit, and what its caps leave out."""

from __future__ import annotations

import pytest

from pipeline.types import Document
from sources.errors import NothingInRange
from sources.types import Page, Query
from tests.fake_reddit.content import generate
from tests.fake_reddit.harness import World, world
from tests.sources.dumps import DAY, NEWEST, comment, submission

__all__ = ["world"]


@pytest.mark.parametrize("keywords", [(), ("a", "the")])
@pytest.mark.parametrize(("days", "pages"), [(7, 1), (30, 2), (90, 4)])
def test_the_range_is_applied_to_posts_and_comments(
    world: World, keywords: tuple[str, ...], days: int, pages: int
) -> None:
    world.serve(list(generate(subreddits=1, posts=480, comments=480, newest_utc=NEWEST + DAY, days=120)))
    query = Query(subreddits=("kettlecraft",), keywords=keywords, last_days=days, asked_at_utc=NEWEST)
    documents = _documents(world.fetch(query))
    assert {document.is_post for document in documents} == {True, False}
    oldest = min(document.created_utc for document in documents)
    assert oldest >= NEWEST - days * DAY
    if not keywords:  # a search may end before the range does
        assert oldest < NEWEST - (days - 1) * DAY
        assert len([document for document in documents if document.is_post]) == pytest.approx(days * 4, abs=1)
        assert len(world.reddit.paths("/r/")) == pages


@pytest.mark.parametrize(("days", "span"), [(None, "all"), (5, "week"), (7, "month"), (30, "year"), (400, "all")])
def test_a_search_asks_for_the_smallest_span_that_surely_covers_the_range(
    world: World, days: int | None, span: str
) -> None:
    world.serve([submission("p1")])
    world.fetch(Query(keywords=("sync",), last_days=days, asked_at_utc=NEWEST))
    (search,) = (request for request in world.reddit.log if "q" in request.params)
    assert (search.params["t"], search.params["sort"], search.params["syntax"]) == (span, "new", "lucene")
    assert (search.params["q"], search.params["restrict_sr"]) == ('"sync"', "0")


def test_quotes_in_a_keyword_do_not_break_its_search(world: World) -> None:
    world.serve([submission("p1", 'The "sync" button')])
    assert _ids(world.fetch(Query(keywords=('"sync" button',)))) == ["t3_p1"]


def test_a_post_that_two_searches_find_comes_once(world: World) -> None:
    world.serve([submission("p1", "Sync stops"), comment("c1", "p1")])
    pages = world.fetch(Query(keywords=("sync", "stops")))
    assert _ids(pages) == ["t3_p1", "t1_c1"]
    assert "1 repeated" in (pages[-1].coverage[0].reason or "")
    assert world.reddit.paths("/comments") == ["/comments/p1"]


def test_comments_of_another_age_than_their_post_follow_the_range(world: World) -> None:
    late = comment("late", "p1", created_utc=NEWEST + 9 * DAY)
    world.serve([submission("p1"), comment("c1", "p1"), late])
    pages = world.fetch(Query(since_utc=NEWEST - DAY, until_utc=NEWEST + DAY))
    assert _ids(pages) == ["t3_p1", "t1_c1"]
    assert pages[-1].coverage[0].reason == "1 outside the range"


def test_nothing_in_range_is_no_empty_success(world: World) -> None:
    world.serve([submission("p1", created_utc=NEWEST - 10 * DAY)])
    with pytest.raises(NothingInRange, match="the posts found run from 2025-09-29T08:53:20Z to 2025-09-29T08:53:20Z"):
        world.fetch(Query(last_days=7, asked_at_utc=NEWEST))


def test_a_listing_says_what_lies_beyond_its_thousand_posts(world: World) -> None:
    world.serve([submission(f"p{number}", created_utc=NEWEST - number * 60) for number in range(1_100)])
    (coverage,) = world.fetch(Query(subreddits=("Tools",)))[-1].coverage
    assert (coverage.status, coverage.fetched) == ("capped", 1_000)
    oldest = "2025-10-08T16:14:20Z"
    assert (
        coverage.reason == f"Reddit lists only its newest 1,000 posts: the listing ends at {oldest}, older are missing"
    )


def test_a_range_within_the_thousand_posts_is_complete(world: World) -> None:
    world.serve([submission(f"p{number}", created_utc=NEWEST - number * 60) for number in range(1_100)])
    query = Query(subreddits=("Tools",), since_utc=NEWEST - 900 * 60)
    (coverage,) = world.fetch(query)[-1].coverage
    assert (coverage.status, coverage.fetched) == ("complete", 901)


def test_a_search_says_that_it_may_have_ended_early(world: World) -> None:
    world.serve([submission(f"p{number}", created_utc=NEWEST - number * 60) for number in range(300)])
    (coverage,) = world.fetch(Query(keywords=("sync",)))[-1].coverage
    assert (coverage.status, coverage.fetched) == ("capped", 250)
    assert "the search for “sync” ends at 2025-10-09T04:44:20Z, older may be missing" in (coverage.reason or "")


def test_limit_posts_keeps_the_newest_over_all_subreddits(world: World) -> None:
    posts = [submission(f"a{number}", created_utc=NEWEST - number * 60) for number in range(250)]
    posts += [submission(f"b{number}", created_utc=NEWEST - number * 90, subreddit="Garden") for number in range(3)]
    world.serve(posts)
    pages = world.fetch(Query(subreddits=("Garden", "Tools"), limit_posts=5))
    assert sorted(_ids(pages)) == ["t3_a0", "t3_a1", "t3_a2", "t3_b0", "t3_b1"]
    garden, tools = pages[-1].coverage
    assert garden.reason == "1 beyond the limit"
    assert tools.reason == "older posts were not looked for, as the limit is 5; 97 beyond the limit"
    assert len(world.reddit.paths("/r/Tools")) == 1


def test_limit_comments_keeps_the_most_upvoted(world: World) -> None:
    world.serve([submission("p1"), *(comment(f"c{votes}", "p1", score=votes) for votes in range(6))])
    assert sorted(_ids(world.fetch(Query(limit_comments=2)))) == ["t1_c4", "t1_c5", "t3_p1"]


def test_no_comments_wanted_means_none_asked_for(world: World) -> None:
    world.serve([submission("p1"), comment("c1", "p1")])
    assert _ids(world.fetch(Query(limit_comments=0))) == ["t3_p1"]
    assert world.reddit.paths("/comments") == []


def test_answers_to_comments_are_read_too(world: World) -> None:
    world.serve([submission("p1"), comment("c1", "p1"), comment("c2", "p1", parent_id="t1_c1")])
    assert _ids(world.fetch(Query())) == ["t3_p1", "t1_c1", "t1_c2"]


@pytest.mark.parametrize(
    ("limit", "comments", "unfolded", "left"), [(None, 350, 3, 150), (120, 120, 1, 350), (50, 50, 0, 450)]
)
def test_folded_comments_are_read_in_bounds_and_the_rest_is_told(
    world: World, limit: int | None, comments: int, unfolded: int, left: int
) -> None:
    records = [submission("p1"), *(comment(f"c{number}", "p1", score=-number) for number in range(500))]
    world.serve(records, comments_at_once=50)
    pages = world.fetch(Query(limit_comments=limit))
    assert len(_ids(pages)) == comments + 1
    assert len(world.reddit.paths("/api/morechildren")) == unfolded
    (coverage,) = pages[-1].coverage
    assert coverage.status == "capped"
    assert f"at least {left} comments that Reddit folds away" in (coverage.reason or "")


def test_nsfw_results_are_searched_only_when_asked_for(world: World) -> None:
    world.serve([submission("p1", over_18=True)])
    assert _ids(world.fetch(Query(keywords=("sync",)))) == []
    assert _ids(world.fetch(Query(keywords=("sync",), include_nsfw=True))) == ["t3_p1"]


def _documents(pages: list[Page]) -> list[Document]:
    return [document for page in pages for document in page.documents]


def _ids(pages: list[Page]) -> list[str]:
    return [document.id for document in _documents(pages)]
