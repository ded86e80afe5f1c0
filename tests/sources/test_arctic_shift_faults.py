"""Each fault of the archive, and what becomes of the scan."""

from __future__ import annotations

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from sources.errors import NothingToRead, RetryLater, SourceUnavailable
from sources.types import Coverage, Page, Query
from tests.fake_arctic_shift.faults import TIMED_OUT, Fault, cut_connection, drip, hang_up, stall, status
from tests.fake_arctic_shift.harness import FakeTime, source_on
from tests.fake_arctic_shift.server import FakeArcticShift
from tests.sources.dumps import NEWEST, comment, submission

Behave = Callable[[BaseHTTPRequestHandler], None]

RECORDS = [
    *(submission(f"p{number}", created_utc=NEWEST - number) for number in range(30)),
    *(comment(f"c{number}", f"p{number}", created_utc=NEWEST - number) for number in range(30)),
]
HTML = b"<html><body>502 Bad Gateway</body></html>"
QUERY = Query(subreddits=("Tools",))
BAD_AND_GOOD = Query(subreddits=("Bad", "Tools"))

UNAVAILABLE: dict[str, tuple[Behave, str]] = {
    "500": (status(500, b'{"error": "oops"}'), "it answers 500"),
    "502 with HTML": (status(502, HTML), "it answers 502"),
    "200 with HTML": (status(200, HTML), "something else than JSON"),
    "200 without a body": (status(200), "something else than JSON"),
    "200 with other JSON": (status(200, b'[{"id": "a"}]'), "something else than JSON"),
    "200 with null": (status(200, b'{"data": null}'), "something else than JSON"),
    "200 with an error": (status(200, b'{"data": null, "error": "Under maintenance"}'), "Under maintenance"),
    "truncated JSON": (status(200, b'{"data": [{"id": "a", "title": "Sy'), "something else than JSON"),
    "bytes that are no text": (status(200, b"\xff\xfe\x00"), "something else than JSON"),
    "endless nesting": (status(200, b"[" * 100_000), "something else than JSON"),
    "a cut connection": (cut_connection, "the connection failed"),
    "a hang-up": (hang_up, "the connection failed"),
    "silence": (stall(0.5), "it did not answer within 0.1 s"),
    "an answer that does not end": (drip, "its answer does not end"),
    "a redirect": (status(302, Location="https://example.com/"), "is ARCTIC_SHIFT_URL right?"),
}
WAITS: dict[str, tuple[Behave, float, int]] = {
    "429 with Retry-After": (status(429, Retry_After="120"), 120, 1),
    "429 with X-RateLimit-Reset": (status(429, X_RateLimit_Reset="90"), 90, 1),
    "429 with a date": (
        status(429, Date="Thu, 09 Oct 2025 08:53:20 GMT", Retry_After="Thu, 09 Oct 2025 08:54:00 GMT"),
        40,
        1,
    ),
    "429 with rubbish": (status(429, Retry_After="soon"), 60, 1),
    "429 without a word": (status(429, HTML), 60, 1),
    "429 for a year": (status(429, Retry_After="31536000"), 3600, 1),
    "503 with Retry-After": (status(503, HTML, Retry_After="30"), 30, 1),
    "429 with Retry-After 2 for ever": (status(429, Retry_After="2"), 60, 4),
}
PASSING: dict[str, tuple[Behave, list[float]]] = {
    "500": (status(500), [1.0]),
    "200 with HTML": (status(200, HTML), [1.0]),
    "200 with an error": (status(200, b'{"error": "Internal"}'), [1.0]),
    "a cut connection": (cut_connection, [1.0]),
    "429 with Retry-After 3": (status(429, Retry_After="3"), [3.0]),
    "429 with Retry-After 0": (status(429, Retry_After="0"), [1.0]),
    "429 with X-RateLimit-Reset 5": (status(429, X_RateLimit_Reset="5"), [5.0]),
    "503 with Retry-After 2": (status(503, Retry_After="2"), [2.0]),
    "a timeout": (status(422, TIMED_OUT), [5.0]),
    "a timeout with 200": (status(200, TIMED_OUT), [5.0]),
}
OF_ONE_SUBREDDIT: dict[str, tuple[Behave, str, str]] = {
    "403": (status(403, b'{"data": null, "error": "Removed on request"}'), "unreadable", "403: Removed on request"),
    "403 with HTML": (status(403, HTML), "unreadable", "the archive refuses it (403: <html>"),
    "400": (status(400, b'{"error": "Invalid subreddit; try another"}'), "missing", "Invalid subreddit, try another"),
    "404": (status(404), "missing", "the archive refuses it (404"),
    "451": (status(451), "unreadable", "the archive refuses it (451"),
    "timeouts for ever": (status(422, TIMED_OUT), "unreadable", "422: Timeout. Maybe slow down a bit"),
    "no records": (status(200, b'{"data": []}'), "missing", "the archive has nothing of it"),
}


@pytest.mark.parametrize("name", UNAVAILABLE)
def test_a_fault_that_stays_is_tried_once_more_and_makes_the_archive_unavailable(name: str) -> None:
    behave, words = UNAVAILABLE[name]
    with FakeArcticShift(RECORDS, faults=[Fault(behave)]) as fake:
        with pytest.raises(SourceUnavailable) as caught:
            _fetch(fake, QUERY, timeout_s=0.1)
        assert words in str(caught.value)
        assert len(fake.requests) == 2


def test_a_server_that_is_not_there_is_unavailable() -> None:
    with FakeArcticShift(RECORDS) as fake:
        pass
    with pytest.raises(SourceUnavailable, match="the connection failed"):
        _fetch(fake, QUERY)


@pytest.mark.parametrize("name", WAITS)
def test_a_long_wait_hands_the_scan_back(name: str) -> None:
    behave, seconds, requests = WAITS[name]
    with FakeArcticShift(RECORDS, faults=[Fault(behave)]) as fake:
        with pytest.raises(RetryLater) as caught:
            _fetch(fake, QUERY)
        assert (caught.value.seconds, len(fake.requests)) == (seconds, requests)


@pytest.mark.parametrize("skip", [0, 1, 3])
@pytest.mark.parametrize("name", PASSING)
def test_a_fault_that_passes_costs_nothing_but_time(name: str, skip: int) -> None:
    behave, waits = PASSING[name]
    time = FakeTime()
    with FakeArcticShift(RECORDS, faults=[Fault(behave, times=1, skip=skip)]) as fake:
        pages = _fetch(fake, QUERY, time, page_size=20)
        (entry,) = pages[-1].coverage
        assert (entry.status, entry.fetched, len(set(_ids(pages)))) == ("complete", 60, 60)
        assert time.slept[skip : skip + 1] == waits


@pytest.mark.parametrize("name", OF_ONE_SUBREDDIT)
def test_one_bad_subreddit_does_not_fail_the_others(name: str) -> None:
    behave, expected, words = OF_ONE_SUBREDDIT[name]
    with FakeArcticShift(RECORDS, faults=[Fault(behave, where={"subreddit": "Bad"})]) as fake:
        bad, good = _coverage(fake, BAD_AND_GOOD)
        assert (bad.target, bad.status, bad.fetched) == ("Bad", expected, 0)
        assert words in (bad.reason or "")
        assert (good.status, good.fetched) == ("complete", 60)


@pytest.mark.parametrize("name", [name for name in OF_ONE_SUBREDDIT if name != "timeouts for ever"])
def test_bad_subreddits_only_are_nothing_to_read_naming_each(name: str) -> None:
    behave, _, words = OF_ONE_SUBREDDIT[name]
    with FakeArcticShift([], faults=[Fault(behave)]) as fake, pytest.raises(NothingToRead) as caught:
        _fetch(fake, Query(subreddits=("Bad", "Worse"), keywords=("sync",)))
    assert "r/Bad: " in str(caught.value)
    assert "r/Worse: " in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize("query", [QUERY, BAD_AND_GOOD])
def test_timeouts_everywhere_are_tried_again_from_the_start(query: Query) -> None:
    faults = [Fault(status(422, TIMED_OUT))]
    cursors: list[Any] = []
    with FakeArcticShift(RECORDS, faults=faults) as fake:
        with pytest.raises(SourceUnavailable, match="r/Tools: the archive refuses it"):
            cursors.extend(page.cursor for page in source_on(fake).fetch(query))
        faults.clear()
        assert len(_ids(list(source_on(fake).fetch(query, cursors[-1])))) == 60


def test_a_listing_that_times_out_is_asked_for_in_smaller_pages() -> None:
    heavy = [Fault(status(422, TIMED_OUT), where={"limit": limit}) for limit in ("100", "50")]
    with FakeArcticShift(RECORDS, faults=heavy) as fake:
        (entry,) = _coverage(fake, QUERY)
        assert (entry.status, entry.fetched) == ("complete", 60)
        assert {request.params["limit"] for request in fake.requests if "limit" in request.params} == {
            "100",
            "50",
            "25",
        }


def test_a_look_up_that_is_refused_loses_no_comment() -> None:
    comments = [comment(f"c{number}", f"x{number}", created_utc=NEWEST - number) for number in range(30)]
    refuse = Fault(status(422, TIMED_OUT), path="/ids", times=1)
    with FakeArcticShift(comments, faults=[refuse]) as fake:
        (entry,) = _coverage(fake, QUERY, page_size=20)
        assert (entry.status, entry.fetched) == ("complete", 30)


def test_what_came_before_a_fault_is_kept() -> None:
    late = Fault(status(403, b'{"error": "Enough"}'), skip=1)
    with FakeArcticShift(RECORDS, faults=[late]) as fake:
        (entry,) = _coverage(fake, QUERY, page_size=20)
        assert (entry.status, entry.fetched) == ("damaged", 20)
        assert "Enough" in (entry.reason or "")


def test_a_malformed_record_is_counted_and_costs_nothing_else() -> None:
    answer = (
        b'{"data": [{"id": "a", "title": "Fine", "subreddit": "Tools", "created_utc": 1760000000}, "?", {"id": "b"}]}'
    )
    with FakeArcticShift([], faults=[Fault(status(200, answer), path="posts/search", times=1)]) as fake:
        (entry,) = _coverage(fake, QUERY)
        assert (entry.status, entry.fetched, entry.asked) == ("complete", 1, 3)
        assert entry.reason == "2 could not be read"


def test_a_record_of_another_subreddit_is_left_out() -> None:
    with FakeArcticShift([submission("a", subreddit="Garden")], ignores=frozenset({"subreddit"})) as fake:
        (entry,) = _coverage(fake, QUERY)
        assert (entry.fetched, entry.reason) == (0, "1 in other subreddits")


def _fetch(fake: FakeArcticShift, query: Query, time: FakeTime | None = None, **options: Any) -> list[Page]:
    return list(source_on(fake, time, **options).fetch(query))


def _coverage(fake: FakeArcticShift, query: Query, **options: Any) -> list[Coverage]:
    return _fetch(fake, query, **options)[-1].coverage


def _ids(pages: list[Page]) -> list[str]:
    return [document.id for page in pages for document in page.documents]
