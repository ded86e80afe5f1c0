"""A fetch that is broken off goes on where it stood, within a budget that others share."""

from __future__ import annotations

import json
from collections import Counter, deque
from itertools import islice
from typing import Any

import pytest

from sources.errors import RetryLater
from sources.reddit.source import RedditSource
from sources.types import Page, Query
from tests.fake_reddit.content import generate
from tests.fake_reddit.harness import Time, World, world
from tests.sources.dumps import NEWEST

__all__ = ["world"]

SUBREDDITS = ("kettlecraft", "loftgardens", "tinyledgers")
RECORDS = list(generate(subreddits=3, posts=330, comments=80, newest_utc=NEWEST))
SMALL = list(generate(subreddits=3, posts=30, comments=60, newest_utc=NEWEST))


@pytest.mark.parametrize("keywords", [(), ("wish", "the")])
@pytest.mark.parametrize("pages_a_run", [1, 7])
def test_no_page_and_no_thread_is_fetched_twice(world: World, keywords: tuple[str, ...], pages_a_run: int) -> None:
    world.serve(RECORDS if pages_a_run > 1 else SMALL)
    query = Query(subreddits=SUBREDDITS, keywords=keywords, last_days=30, asked_at_utc=NEWEST)
    whole = world.fetch(query)
    asked_in_one_go = _asked(world)
    world.reddit.log.clear()
    pages = _fetch_in_runs(world, query, pages_a_run)
    assert _ids(pages) == _ids(whole)
    assert pages[-1].coverage == whole[-1].coverage
    assert _asked(world) == asked_in_one_go
    assert set(asked_in_one_go.values()) == {1}


def test_a_long_wait_loses_nothing(world: World) -> None:
    world.serve(SMALL)
    whole = world.fetch(Query(subreddits=SUBREDDITS))
    world.reddit.log.clear()
    world.reddit.faults.add("comments/p7", "rate_limited", times=1, headers={"Retry-After": "60"})
    pages, error = world.fetch_until_error(Query(subreddits=SUBREDDITS))
    assert isinstance(error, RetryLater)
    pages += world.fetch(Query(subreddits=SUBREDDITS), pages[-1].cursor)
    assert _ids(pages) == _ids(whole)
    assert {path for path, times in _asked(world).items() if times > 1} == {"/comments/p7"}


@pytest.mark.parametrize("page_size", [1, 2, 500])
def test_threads_larger_than_a_page_resume_between_their_pages(world: World, page_size: int) -> None:
    world.serve(list(generate(subreddits=2, posts=8, comments=20, newest_utc=NEWEST)), comments_at_once=2)
    source = world.open(page_size=page_size)
    pages = list(source.fetch(Query()))
    for behind, page in enumerate(pages, start=1):
        resumed = list(source.fetch(Query(), json.loads(json.dumps(page.cursor))))
        assert _ids(resumed) == _ids(pages[behind:])
        assert resumed[-1].coverage == pages[-1].coverage


def test_two_sources_keep_the_budget_they_share(world: World) -> None:
    world.serve(SMALL)
    budget = Window(world.time, queries=20)
    waits: list[float] = []
    scans = [Scan(world.open(budget=budget), Query(subreddits=(name,))) for name in SUBREDDITS[:2]]
    while not all(scan.finished for scan in scans):
        for scan in scans:
            if wait_s := scan.go_on():
                waits.append(wait_s)
                world.time.now += wait_s
    assert waits
    assert min(waits) > 5
    assert world.time.slept == []
    assert _most_in_a_minute(world) == 20
    assert sum(len(scan.documents) for scan in scans) == 20 + 40
    assert set(_asked(world).values()) == {1}


def test_a_short_wait_for_the_budget_is_slept(world: World) -> None:
    world.serve(SMALL)
    world.fetch(Query(subreddits=SUBREDDITS[:1]))
    pages = list(world.open(budget=Window(world.time, queries=1, window_s=4)).fetch(Query(subreddits=SUBREDDITS[:1])))
    assert pages[-1].done == 1
    assert set(world.time.slept) == {4.0}


def test_progress_only_grows_and_ends_at_one(world: World) -> None:
    world.serve(SMALL)
    done = [page.done or 0.0 for page in world.fetch(Query(subreddits=SUBREDDITS, keywords=("the", "my")))]
    assert done == sorted(done)
    assert done[-1] == 1
    assert len(set(done)) > 10


class Window:
    """So many queries in any `window_s` seconds, as all workers together keep it."""

    def __init__(self, time: Time, *, queries: int, window_s: float = 60) -> None:
        self._time = time
        self._window_s = window_s
        self._spent: deque[float] = deque(maxlen=queries)

    def take(self) -> float:
        if len(self._spent) == self._spent.maxlen and (wait := self._spent[0] + self._window_s - self._time.now) > 0:
            return wait
        self._spent.append(self._time.now)
        return 0.0


class Scan:
    """Fetches a page at a time, and starts again from the cursor when told to wait."""

    def __init__(self, source: RedditSource, query: Query) -> None:
        self.documents: list[str] = []
        self.finished = False
        self._source = source
        self._query = query
        self._pages = source.fetch(query)
        self._cursor: dict[str, Any] | None = None

    def go_on(self) -> float:
        """Take a page; return the seconds to wait where there is none yet."""
        try:
            page = next(self._pages, None)
        except RetryLater as later:
            self._pages = self._source.fetch(self._query, self._cursor)
            return later.seconds
        if page is None:
            self.finished = True
        else:
            self._cursor = page.cursor
            self.documents += [document.id for document in page.documents]
        return 0.0


def _fetch_in_runs(world: World, query: Query, pages_a_run: int) -> list[Page]:
    """Fetch as if the worker were killed after each so many pages; the cursor goes through JSON."""
    pages: list[Page] = []
    cursor = None
    while not pages or pages[-1].done != 1:
        run = list(islice(world.open().fetch(query, cursor), pages_a_run))
        pages += run
        cursor = json.loads(json.dumps(run[-1].cursor))
    return pages


def _asked(world: World) -> Counter[str]:
    """Count the requests but for those that sign in; the ones that ask by ids count under these."""
    return Counter(
        f"{request.path} {request.params.get('q', '')} {request.params.get('after', '')}".rstrip()
        + request.params.get("id", "")
        + request.params.get("children", "")
        for request in world.reddit.log
        if request.path != "/api/v1/access_token"
    )


def _most_in_a_minute(world: World) -> int:
    times = [request.at for request in world.reddit.log]
    return max(sum(start <= at < start + 60 for at in times) for start in times)


def _ids(pages: list[Page]) -> list[str]:
    return [document.id for page in pages for document in page.documents]
