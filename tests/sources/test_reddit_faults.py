"""Each fault of Reddit's, and what it costs: a coverage entry, a wait, another attempt, or the scan."""

from __future__ import annotations

from typing import Any

import pytest

from sources.errors import NothingToRead, RetryLater, SourceError, SourceUnavailable
from sources.types import Page, Query
from tests.fake_reddit.harness import World, world
from tests.sources.dumps import NEWEST, comment, submission

__all__ = ["world"]

BOTH = Query(subreddits=("Broken", "Tools"))
RECORDS = [
    submission("p1"),
    comment("c1", "p1"),
    submission("b1", subreddit="Broken"),
    comment("d1", "b1", subreddit="Broken"),
]
HTTP_DATE = "Thu, 09 Oct 2025 08:54:20 GMT"  # a minute after NEWEST


@pytest.fixture(autouse=True)
def _served(world: World) -> None:
    world.serve(RECORDS)


@pytest.mark.parametrize(
    ("kind", "status", "reason"),
    [
        ("private", "private", "it is private"),
        ("quarantined", "quarantined", "only signed-in people may read it"),
        ("banned", "banned", "Reddit has banned it"),
        ("missing", "missing", "there is no such subreddit"),
        ("missing_redirect", "missing", "there is no such subreddit"),
        ("redirect", "missing", "Reddit redirects to r/elsewhere: scan that instead"),
        ("blocked", "unreadable", "Reddit blocks this address or REDDIT_USER_AGENT (403)"),
        ("legal", "unreadable", "it is withheld here for legal reasons (451)"),
    ],
)
@pytest.mark.parametrize("keywords", [(), ("sync",)])
def test_one_bad_subreddit_costs_only_itself(
    world: World, kind: Any, status: str, reason: str, keywords: tuple[str, ...]
) -> None:
    world.reddit.faults.add("broken", kind)
    pages = world.fetch(Query(subreddits=BOTH.subreddits, keywords=keywords))
    assert _ids(pages) == ["t3_p1", "t1_c1"]
    broken, tools = pages[-1].coverage
    assert broken.status == status
    assert reason in (broken.reason or "")
    assert (tools.status, tools.fetched) == ("complete", 2)
    assert world.time.slept == []


@pytest.mark.parametrize(
    ("kind", "error"),
    [("blocked", NothingToRead), ("missing", NothingToRead), ("rate_limited", RetryLater), ("html", SourceUnavailable)],
)
def test_a_fault_is_never_an_empty_success(world: World, kind: Any, error: type[SourceError]) -> None:
    world.reddit.faults.add("broken", kind)
    for _ in range(3):
        assert isinstance(world.fetch_until_error(Query(subreddits=("Broken",)))[1], error)


def test_a_name_that_no_subreddit_can_have_is_never_asked_for(world: World) -> None:
    pages = world.fetch(Query(subreddits=("tools", "../api/v1/me")))
    assert pages[-1].coverage[1].reason == "no subreddit can have such a name"
    assert not [path for path in world.reddit.paths() if "/me" in path]


def test_only_bad_subreddits_fail_and_each_is_named(world: World) -> None:
    with pytest.raises(NothingToRead, match=r"r/private: it is private; r/banned: Reddit has banned it"):
        world.fetch(Query(subreddits=("private", "banned")))


@pytest.mark.parametrize("where", ["broken", "token", "comments/b1"])
@pytest.mark.parametrize(
    ("kind", "options", "slept"),
    [
        ("rate_limited", {"headers": {"Retry-After": "3"}}, [3.0]),
        ("rate_limited", {"headers": {"x-ratelimit-reset": "4"}}, [4.0]),
        ("rate_limited", {"headers": {"Retry-After": "-7"}}, [1.0]),
        ("rate_limited", {}, [2.0]),
        ("rate_limited", {"times": 2}, [2.0, 2.0]),
        ("server_error", {"status": 503, "headers": {"Retry-After": "2"}}, [2.0]),
        ("server_error", {"status": 500}, [1.0]),
        ("server_error", {"status": 502, "times": 2}, [1.0, 2.0]),
        ("truncated", {}, [1.0]),
        ("html", {}, [1.0]),
        ("cut", {"times": 2}, [1.0, 2.0]),
    ],
)
def test_a_short_fault_is_waited_for_in_place(
    world: World, where: str, kind: Any, options: dict[str, Any], slept: list[float]
) -> None:
    world.reddit.faults.add(where, kind, **{"times": 1} | options)
    pages = world.fetch(BOTH)
    assert len(_ids(pages)) == 4
    assert {entry.status for entry in pages[-1].coverage} == {"complete"}
    assert world.time.slept == slept


@pytest.mark.parametrize("where", ["broken", "token", "comments/b1"])
@pytest.mark.parametrize(
    ("kind", "options", "seconds"),
    [
        ("rate_limited", {"headers": {"Retry-After": "30"}}, 30),
        ("rate_limited", {"headers": {"Retry-After": HTTP_DATE}}, 60),
        ("rate_limited", {"headers": {"x-ratelimit-reset": "480"}}, 480),
        ("rate_limited", {"headers": {"Retry-After": "1e15"}}, 3_600),
        ("server_error", {"status": 503, "headers": {"Retry-After": "75"}}, 75),
    ],
)
def test_a_long_wait_is_handed_back(
    world: World, where: str, kind: Any, options: dict[str, Any], seconds: float
) -> None:
    world.reddit.faults.add(where, kind, **options)
    with pytest.raises(RetryLater) as caught:
        world.fetch(BOTH)
    assert caught.value.seconds == seconds
    assert f"the scan goes on in {seconds} s" in str(caught.value)
    assert world.time.slept == []


def test_many_short_waits_are_not_added_up_beyond_five_seconds(world: World) -> None:
    world.reddit.faults.add("broken", "rate_limited", headers={"Retry-After": "2"})
    with pytest.raises(RetryLater):
        world.fetch(BOTH)
    assert world.time.slept == [2.0, 2.0]


@pytest.mark.parametrize(("reset", "slept"), [("3", [3.0]), ("90", None)])
def test_an_empty_quota_holds_back_the_next_request(world: World, reset: str, slept: list[float] | None) -> None:
    headers = {"x-ratelimit-remaining": "0.0", "x-ratelimit-used": "1000", "x-ratelimit-reset": reset}
    world.reddit.faults.add("broken", "no_end", times=1, headers=headers)
    if slept is None:
        with pytest.raises(RetryLater) as caught:
            world.fetch(Query(subreddits=("Broken",)))
        assert caught.value.seconds == 90
    else:
        world.fetch(Query(subreddits=("Broken",)))
    assert world.time.slept == (slept or [])


@pytest.mark.parametrize("where", ["broken", "comments/b1"])
@pytest.mark.parametrize("kind", ["server_error", "html", "truncated", "cut", "wrong_shape"])
def test_what_always_fails_breaks_off_two_attempts_and_is_then_left_out(world: World, where: str, kind: Any) -> None:
    world.reddit.faults.add(where, kind)
    cursor = None
    for _ in range(2):
        pages, error = world.fetch_until_error(BOTH, cursor)
        assert isinstance(error, SourceUnavailable)
        cursor = pages[-1].cursor
    pages, error = world.fetch_until_error(BOTH, cursor)
    assert error is None
    broken, tools = pages[-1].coverage
    assert (tools.status, tools.fetched) == ("complete", 2)
    assert (broken.status, broken.fetched) == ("unreadable", 0)


def test_a_reddit_that_is_down_is_unavailable_even_at_the_last_attempt(world: World) -> None:
    for name in ("broken", "tools"):
        world.reddit.faults.add(name, "server_error")
    cursor = None
    for _ in range(3):
        pages, error = world.fetch_until_error(BOTH, cursor)
        cursor = pages[-1].cursor
        assert isinstance(error, SourceUnavailable)


def test_a_reddit_that_cannot_be_reached_is_unavailable(world: World) -> None:
    source = world.open()
    world.reddit.close()
    with pytest.raises(SourceUnavailable, match="the connection to Reddit failed"):
        list(source.fetch(BOTH))
    assert world.time.slept == [1.0, 2.0]


def test_a_reddit_that_is_silent_is_unavailable(world: World) -> None:
    world.reddit.faults.add("broken", "silent")
    with pytest.raises(SourceUnavailable, match=r"the connection to Reddit failed \(ReadTimeout\)"):
        list(world.open(timeout_s=0.1).fetch(BOTH))
    assert world.time.slept == [1.0, 2.0]


def test_a_post_that_has_gone_since_it_was_listed_is_counted(world: World) -> None:
    world.reddit.faults.add("comments/b1", "missing")
    broken = world.fetch(BOTH)[-1].coverage[0]
    assert (broken.status, broken.reason) == ("unreadable", "1 could not be read")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("same_after", "the listing repeats itself without end"),
        ("same_page", "the listing repeats itself without end"),
        ("no_end", "the listing does not end: left after 25 pages at 2025-10-09T08:53:20Z"),
    ],
)
def test_endless_paging_ends(world: World, kind: Any, words: str) -> None:
    world.reddit.faults.add("broken", kind)
    broken = world.fetch(BOTH)[-1].coverage[0]
    assert broken.status == "capped"
    assert words in (broken.reason or "")
    assert len(world.reddit.paths("/r/Broken/new")) <= 25


def test_clocks_that_differ_do_not_move_the_range(world: World) -> None:
    world.serve(RECORDS, clock=lambda: float(NEWEST))
    world.time.now = NEWEST + 400 * 86_400
    pages = world.fetch(Query(last_days=7, asked_at_utc=int(world.time.now)))
    assert len(_ids(pages)) == 4
    assert "the clock of this machine is 34560000 s ahead of Reddit's" in (pages[-1].coverage[0].reason or "")


def test_documents_from_the_future_are_kept(world: World) -> None:
    world.serve([submission("p1", created_utc=NEWEST + 86_400)])
    assert _ids(world.fetch(Query(last_days=7, asked_at_utc=NEWEST))) == ["t3_p1"]


def _ids(pages: list[Page]) -> list[str]:
    return [document.id for page in pages for document in page.documents]
