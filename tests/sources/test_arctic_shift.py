from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from sources.errors import FileRefused, SourceError
from sources.types import Page, Query, Source
from tests.fake_arctic_shift.faults import TIMED_OUT, Fault, status
from tests.fake_arctic_shift.harness import USER_AGENT, Everywhere, source_on
from tests.fake_arctic_shift.server import FakeArcticShift
from tests.sources.conformance import Serve, SourceConformance
from tests.sources.dumps import DAY, NEWEST, comment, submission

SEARCHES = ("query", "body")


class TestArcticShift(SourceConformance):
    """Everything holds whether the archive searches or has to be read in full."""

    @pytest.fixture(params=[(), SEARCHES], ids=["searching", "no search"])
    def serve(self, request: pytest.FixtureRequest) -> Iterator[Serve]:
        with ExitStack() as servers:

            def serve(records: list[dict[str, Any]], page_size: int = 100) -> Source:
                faults = [Fault(status(422, TIMED_OUT), where={search: None}) for search in request.param]
                fake = servers.enter_context(FakeArcticShift(records, faults=faults))
                names = tuple(dict.fromkeys(record["subreddit"] for record in records))
                return Everywhere(source_on(fake, page_size=page_size), names)

            yield serve


def test_it_says_who_asks() -> None:
    with FakeArcticShift([submission("one")]) as fake:
        _fetch(fake, Query(subreddits=("Tools",)))
        assert {request.user_agent for request in fake.requests} == {USER_AGENT}


@pytest.mark.parametrize("subreddits", [(), ("",), (" r/ ",)])
def test_a_query_without_subreddits_is_refused_naming_the_field(subreddits: tuple[str, ...]) -> None:
    with FakeArcticShift([]) as fake, pytest.raises(SourceError, match="at least one in `subreddits`"):
        _fetch(fake, Query(subreddits=subreddits, keywords=("sync",)))


def test_it_has_no_files_to_choose() -> None:
    with FakeArcticShift([]) as fake, pytest.raises(FileRefused, match="leave `files` out"):
        _fetch(fake, Query(subreddits=("Tools",), files=("a.zst",)))


def test_a_subreddit_named_twice_is_read_once() -> None:
    with FakeArcticShift([submission("one")]) as fake:
        pages = _fetch(fake, Query(subreddits=("Tools", "r/tools", "/r/TOOLS/")))
        assert [entry.target for entry in pages[-1].coverage] == ["Tools"]


def test_searching_it_does_not_read_what_has_no_keyword() -> None:
    others = [submission(f"o{number}", "Nothing") for number in range(50)]
    with FakeArcticShift([submission("one", "Sync stops"), comment("c1", "one"), *others]) as fake:
        pages = _fetch(fake, Query(subreddits=("Tools",), keywords=("sync",)))
        (entry,) = pages[-1].coverage
        assert (_ids(pages), entry.asked) == (["t3_one", "t1_c1"], 2)
        assert "found by the archive's own search" in (entry.reason or "")


def test_each_keyword_is_searched_and_what_several_find_comes_once() -> None:
    records = [submission("a", "Sync and slow"), submission("b", "Slow"), comment("c", "x", "sync, slow")]
    with FakeArcticShift(records) as fake:
        pages = _fetch(fake, Query(subreddits=("Tools",), keywords=("sync", "slow")))
        assert sorted(_ids(pages)) == ["t1_c", "t3_a", "t3_b"]
        assert pages[-1].coverage[0].asked == 3


def test_a_comment_that_matches_by_itself_and_by_its_post_comes_once() -> None:
    with FakeArcticShift([submission("a", "Sync"), comment("c", "a", "My sync too")]) as fake:
        pages = _fetch(fake, Query(subreddits=("Tools",), keywords=("sync",)))
        assert _ids(pages) == ["t3_a", "t1_c"]


def test_what_the_search_takes_for_a_phrase_is_checked() -> None:
    records = [submission("a", "The error in sync"), submission("b", "A sync error")]
    with FakeArcticShift(records) as fake:
        assert _ids(_fetch(fake, Query(subreddits=("Tools",), keywords=('"sync error"', "sync error")))) == ["t3_b"]


def test_a_keyword_that_cannot_be_searched_is_looked_for_in_everything() -> None:
    with FakeArcticShift([submission("a", "See ++ there"), submission("b", "Nothing")]) as fake:
        pages = _fetch(fake, Query(subreddits=("Tools",), keywords=("++",)))
        assert _ids(pages) == ["t3_a"]
        assert not [request for request in fake.requests if "query" in request.params]


def test_a_failed_search_is_told_and_not_tried_again() -> None:
    refuse = Fault(status(422, TIMED_OUT), where={"query": None})
    with FakeArcticShift([submission("a", "Sync"), submission("b", "Else")], faults=[refuse]) as fake:
        pages = _fetch(fake, Query(subreddits=("Tools",), keywords=("sync",)))
        (entry,) = pages[-1].coverage
        assert (_ids(pages), entry.status, entry.asked) == (["t3_a"], "complete", 2)
        assert "everything read in full and filtered here, as the archive's search failed (422" in (entry.reason or "")
        assert len([request for request in fake.requests if "query" in request.params]) == 1


def test_a_search_that_fails_halfway_repeats_and_loses_nothing() -> None:
    records = [comment(f"c{number}", "x", "sync", created_utc=NEWEST - number) for number in range(10)]
    late = Fault(status(422, TIMED_OUT), where={"body": None}, skip=2)
    with FakeArcticShift(records, faults=[late]) as fake:
        pages = _fetch(fake, Query(subreddits=("Tools",), keywords=("sync",)), page_size=4)
        assert _ids(pages) == [f"t1_c{number}" for number in range(10)]
        assert pages[-1].coverage[0].fetched == 10


def test_a_limit_on_posts_is_shared_and_each_subreddit_keeps_its_newest() -> None:
    tools = [submission(f"t{number}", created_utc=NEWEST - number) for number in range(9)]
    garden = [submission("g0", subreddit="Garden", created_utc=NEWEST - 5 * DAY)]
    attic = [submission(f"a{number}", subreddit="Attic", created_utc=NEWEST - number) for number in range(9)]
    with FakeArcticShift([*tools, *garden, *attic]) as fake:
        pages = _fetch(fake, Query(subreddits=("Garden", "Tools", "Attic"), limit_posts=6))
        assert _ids(pages) == ["t3_g0", "t3_t0", "t3_t1", "t3_t2", "t3_a0", "t3_a1"]
        assert [entry.status for entry in pages[-1].coverage] == ["complete", "capped", "capped"]


def test_more_subreddits_than_the_limit_on_posts_are_told() -> None:
    with FakeArcticShift([submission("a"), submission("b", subreddit="Garden")]) as fake:
        pages = _fetch(fake, Query(subreddits=("Tools", "Garden"), limit_posts=1))
        assert _ids(pages) == ["t3_a"]
        assert [entry.status for entry in pages[-1].coverage] == ["complete", "capped"]


def test_the_newest_posts_of_all_keywords_are_kept() -> None:
    words = ("sync", "sync", "sync", "slow", "slow", "slow", "slow", "slow")
    posts = [submission(f"p{number}", word, created_utc=NEWEST - number) for number, word in enumerate(words)]
    with FakeArcticShift(posts) as fake:
        pages = _fetch(fake, Query(subreddits=("Tools",), keywords=("slow", "sync"), limit_posts=3), page_size=1)
        assert _ids(pages) == ["t3_p0", "t3_p1", "t3_p2"]
        assert pages[-1].coverage[0].status == "capped"
        assert not [request for request in fake.requests if request.params.get("before") == str(NEWEST - 7)]


def test_what_a_failed_search_had_found_does_not_move_the_limit() -> None:
    words = ("sync", "sync", "sync", "slow")
    posts = [submission(f"p{number}", word, created_utc=NEWEST - number) for number, word in enumerate(words)]
    comments = [comment(f"c{number}", f"p{number}") for number in range(4)]
    refuse = Fault(status(422, TIMED_OUT), where={"query": "sync"})
    with FakeArcticShift([*posts, *comments], faults=[refuse]) as fake:
        pages = _fetch(fake, Query(subreddits=("Tools",), keywords=("slow", "sync"), limit_posts=2))
        assert sorted(_ids(pages)) == ["t1_c0", "t1_c1", "t3_p0", "t3_p1"]


def test_comments_are_read_back_to_the_oldest_post_kept() -> None:
    posts = [submission(f"p{number}", created_utc=NEWEST - number * DAY) for number in range(4)]
    comments = [comment(f"c{number}", f"p{number}", created_utc=NEWEST - number * DAY + 9) for number in range(4)]
    late = comment("late", "p3", created_utc=NEWEST)
    with FakeArcticShift([*posts, *comments, late]) as fake:
        pages = _fetch(fake, Query(subreddits=("Tools",), limit_posts=2))
        assert sorted(_ids(pages)) == ["t1_c0", "t1_c1", "t3_p0", "t3_p1"]


@pytest.mark.parametrize("keywords", [(), ("sync",)])
def test_the_newest_comments_of_a_post_are_kept(keywords: tuple[str, ...]) -> None:
    comments = [comment(f"c{number}", "p", created_utc=NEWEST - number) for number in range(9)]
    with FakeArcticShift([submission("p"), *comments]) as fake:
        pages = _fetch(fake, Query(subreddits=("Tools",), keywords=keywords, limit_comments=2), page_size=4)
        assert _ids(pages) == ["t3_p", "t1_c0", "t1_c1"]
        assert pages[-1].coverage[0].status == "capped"


@pytest.mark.parametrize("keywords", [(), ("sync",)])
def test_without_comments_none_are_asked_for(keywords: tuple[str, ...]) -> None:
    with FakeArcticShift([submission("p"), comment("c", "p")]) as fake:
        assert _ids(_fetch(fake, Query(subreddits=("Tools",), keywords=keywords, limit_comments=0))) == ["t3_p"]
        assert not [request for request in fake.requests if "comments" in request.path]


def test_a_comment_matches_by_a_post_older_than_the_range_where_everything_is_read() -> None:
    refuse = Fault(status(422, TIMED_OUT), where={"query": None})
    records = [submission("p", "Sync", created_utc=NEWEST - 9 * DAY), comment("c", "p", "Me too")]
    with FakeArcticShift(records, faults=[refuse]) as fake:
        query = Query(subreddits=("Tools",), keywords=("sync",), last_days=7, asked_at_utc=NEWEST)
        assert _ids(_fetch(fake, query)) == ["t1_c"]


def _fetch(fake: FakeArcticShift, query: Query, **options: Any) -> list[Page]:
    return list(source_on(fake, **options).fetch(query))


def _ids(pages: list[Page]) -> list[str]:
    return [document.id for page in pages for document in page.documents]
