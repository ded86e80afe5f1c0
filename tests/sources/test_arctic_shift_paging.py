from __future__ import annotations

import json
from itertools import islice

import pytest

from sources.errors import RetryLater
from sources.types import Page, Query
from tests.fake_arctic_shift.faults import TIMED_OUT, Fault, status
from tests.fake_arctic_shift.harness import FakeTime, source_on
from tests.fake_arctic_shift.server import FakeArcticShift
from tests.sources.dumps import DAY, NEWEST, comment, submission

TOOLS = Query(subreddits=("Tools",))
MANY = [
    *(submission(f"p{number}", "Sync" if number % 2 else "Slow", created_utc=NEWEST - number) for number in range(9)),
    *(comment(f"c{number}", f"p{number % 9}", "sync", created_utc=NEWEST - number // 2) for number in range(20)),
    *(submission(f"g{number}", "Sync", subreddit="Garden", created_utc=NEWEST - number) for number in range(5)),
]
QUERIES = [
    Query(subreddits=("Tools", "Garden")),
    Query(subreddits=("Tools", "Garden"), keywords=("sync", "slow")),
    Query(subreddits=("Tools", "Garden"), limit_posts=7, limit_comments=1),
]


@pytest.mark.parametrize("page_size", [4, 5, 7, 100])
@pytest.mark.parametrize("sharing", [1, 2, 3])
def test_documents_of_one_second_are_neither_lost_nor_repeated(page_size: int, sharing: int) -> None:
    posts = [submission(f"p{number}", created_utc=NEWEST - number // sharing) for number in range(30)]
    with FakeArcticShift(posts) as fake:
        pages = list(source_on(fake, page_size=page_size).fetch(TOOLS))
        assert sorted(_ids(pages)) == sorted(f"t3_p{number}" for number in range(30))
        assert pages[-1].coverage[0].status == "complete"


def test_more_of_one_second_than_a_page_holds_is_told_and_older_ones_are_read() -> None:
    posts = [submission(f"p{number}") for number in range(9)] + [submission("old", created_utc=NEWEST - DAY)]
    with FakeArcticShift(posts) as fake:
        pages = list(source_on(fake, page_size=4).fetch(TOOLS))
        (entry,) = pages[-1].coverage
        assert _ids(pages)[-1] == "t3_old"
        assert (entry.status, entry.fetched) == ("capped", 5)
        assert "shows 4 of one second and may have more" in (entry.reason or "")


def test_answers_shorter_than_asked_for_are_not_taken_for_the_end() -> None:
    posts = [submission(f"p{number}", created_utc=NEWEST - number) for number in range(60)]
    with FakeArcticShift(posts, ignores=frozenset({"limit"})) as fake:
        assert len(_ids(list(source_on(fake).fetch(TOOLS)))) == 60


def test_the_range_is_asked_for_and_applied() -> None:
    posts = [submission(f"p{number}", created_utc=NEWEST - number * DAY) for number in range(20)]
    query = Query(subreddits=("Tools",), since_utc=NEWEST - 8 * DAY, until_utc=NEWEST - 6 * DAY)
    with FakeArcticShift(posts) as fake:
        pages = list(source_on(fake).fetch(query))
        assert (_ids(pages), pages[-1].coverage[0].asked) == (["t3_p6", "t3_p7", "t3_p8"], 3)


def test_the_range_is_applied_where_the_archive_ignores_it() -> None:
    posts = [submission(f"p{number}", created_utc=NEWEST - number * DAY) for number in range(20)]
    query = Query(subreddits=("Tools",), last_days=2, asked_at_utc=NEWEST)
    with FakeArcticShift(posts, ignores=frozenset({"after"})) as fake:
        pages = list(source_on(fake, page_size=4).fetch(query))
        assert _ids(pages) == ["t3_p0", "t3_p1", "t3_p2"]
        assert pages[-1].coverage[0].reason == "1 outside the range"


def test_last_days_count_from_the_scan_and_what_is_dated_later_is_kept() -> None:
    posts = [submission("ahead", created_utc=NEWEST + DAY), submission("p", created_utc=NEWEST)]
    with FakeArcticShift([*posts, submission("old", created_utc=NEWEST - 8 * DAY)]) as fake:
        query = Query(subreddits=("Tools",), last_days=7, asked_at_utc=NEWEST)
        assert _ids(list(source_on(fake).fetch(query))) == ["t3_ahead", "t3_p"]


def test_endless_paging_ends_with_a_reason() -> None:
    posts = [submission(f"p{number}", created_utc=NEWEST - number) for number in range(20)]
    with FakeArcticShift(posts, ignores=frozenset({"before"})) as fake:
        pages = list(source_on(fake, page_size=4).fetch(TOOLS))
        (entry,) = pages[-1].coverage
        assert (entry.fetched, entry.status) == (4, "capped")
        assert "the listing of posts repeats itself (request 2 brought nothing new)" in (entry.reason or "")


def test_a_listing_is_left_after_so_many_requests() -> None:
    posts = [submission(f"p{number}", created_utc=NEWEST - number) for number in range(99)]
    with FakeArcticShift(posts) as fake:
        pages = list(source_on(fake, page_size=5, max_pages=3).fetch(TOOLS))
        (entry,) = pages[-1].coverage
        assert (entry.fetched, entry.status) == (13, "capped")  # each page begins with the last of the one before
        assert "was left after 3 requests, older ones were not read" in (entry.reason or "")


@pytest.mark.parametrize("refused", [(), ("body",), ("query", "body")], ids=["searching", "posts only", "no search"])
@pytest.mark.parametrize("query", QUERIES)
def test_resumed_anywhere_it_asks_nothing_twice(query: Query, refused: tuple[str, ...]) -> None:
    def serve() -> FakeArcticShift:
        return FakeArcticShift(MANY, faults=[Fault(status(422, TIMED_OUT), where={name: None}) for name in refused])

    with serve() as fake:
        expected = list(source_on(fake, page_size=3).fetch(query))
        urls = [request.url for request in fake.requests if not request.path.endswith("ids")]
        assert len(set(urls)) == len(urls)
    for pages_before in range(1, len(expected)):
        with serve() as fake:
            first = list(islice(source_on(fake, page_size=3).fetch(query), pages_before))
            cursor = json.loads(json.dumps(first[-1].cursor))
            rest = list(source_on(fake, page_size=3).fetch(query, cursor))
            assert _ids(first) + _ids(rest) == _ids(expected)
            assert rest[-1].coverage == expected[-1].coverage
            # Posts looked up for their comments are known in memory only, and may be looked up again.
            assert [request.url for request in fake.requests if not request.path.endswith("ids")] == urls


def test_requests_keep_their_distance() -> None:
    time = FakeTime()
    with FakeArcticShift(MANY) as fake:
        list(source_on(fake, time, page_size=3, min_interval_s=0.5).fetch(TOOLS))
        assert len(fake.requests) > 10
        assert time.slept == [0.5] * (len(fake.requests) - 1)


def test_a_clock_that_is_set_back_does_not_make_it_wait() -> None:
    time = FakeTime()
    with FakeArcticShift(MANY) as fake:
        for _ in source_on(fake, time, page_size=3).fetch(TOOLS):
            time.now -= 1_000_000
        assert max(time.slept) == 1.0


def test_a_spent_allowance_is_waited_for_in_place_where_it_is_short() -> None:
    time = FakeTime()
    with FakeArcticShift(MANY, headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "4"}) as fake:
        list(source_on(fake, time).fetch(TOOLS))
        assert time.slept == [4.0] * (len(fake.requests) - 1)


def test_a_spent_allowance_hands_the_scan_back_where_it_is_long() -> None:
    query = Query(subreddits=("Tools",), include_nsfw=True)  # which needs one request a page
    with FakeArcticShift(MANY) as fake:
        expected = _ids(list(source_on(fake, page_size=4).fetch(query)))
    with FakeArcticShift(MANY, headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "40"}) as fake:
        with pytest.raises(RetryLater) as caught:
            list(source_on(fake, page_size=4).fetch(query))
        assert (caught.value.seconds, len(fake.requests)) == (40, 1)
        assert _taken_up_until_done(fake, query) == expected


@pytest.mark.parametrize("scale", [1, 1000], ids=["seconds", "milliseconds"])
def test_a_reset_given_as_a_date_counts_from_the_servers_own_clock(scale: int) -> None:
    time = FakeTime(now=5_000_000_000.0)  # decades ahead
    reset = str((NEWEST + 3) * scale)
    throttle = status(429, Date="Thu, 09 Oct 2025 08:53:20 GMT", X_RateLimit_Reset=reset)
    with FakeArcticShift(MANY, faults=[Fault(throttle, times=1)]) as fake:
        list(source_on(fake, time).fetch(TOOLS))
        assert time.slept[0] == 3.0


def _taken_up_until_done(fake: FakeArcticShift, query: Query) -> list[str]:
    """Take a scan up again behind its last page after each `RetryLater`, as a worker does."""
    found: list[str] = []
    cursor = None
    for _ in range(100):
        try:
            for page in source_on(fake, page_size=4).fetch(query, cursor):
                found += [document.id for document in page.documents]
                cursor = page.cursor
        except RetryLater:
            continue
        return found
    pytest.fail("it does not come to an end")


def _ids(pages: list[Page]) -> list[str]:
    return [document.id for page in pages for document in page.documents]
