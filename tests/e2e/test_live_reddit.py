"""A live scan through PRAW, from a Reddit of our own: progress moves, budgets hold, kill -9 fetches no page twice."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.harness import FINAL, RunningStack, running, wait_for
from tests.fake_reddit.content import SUBREDDITS, generate
from tests.fake_reddit.server import CLIENT_ID, CLIENT_SECRET, FakeReddit

POSTS, COMMENTS = 1_200, 5_000
ASKED = list(SUBREDDITS)[:3]


@pytest.fixture
def reddit() -> Iterator[FakeReddit]:
    records = generate(subreddits=3, posts=POSTS, comments=COMMENTS, newest_utc=int(time.time()))
    with FakeReddit(records) as reddit:
        yield reddit


def environment(reddit: FakeReddit, **more: str) -> dict[str, str]:
    return {
        "REDDIT_BASE_URL": reddit.url,
        "REDDIT_CLIENT_ID": CLIENT_ID,
        "REDDIT_CLIENT_SECRET": CLIENT_SECRET,
        "REDDIT_QUERIES_PER_MINUTE": "100000",
        **more,
    }


def pages_asked(reddit: FakeReddit) -> Counter[str]:
    """Count the requests by page: path and parameters, signing in left out."""
    return Counter(
        f"{request.path} {sorted(request.params.items())}"
        for request in reddit.log
        if "access_token" not in request.path
    )


def test_a_live_scan_goes_on_after_kill_9_and_fetches_no_page_twice(reddit: FakeReddit, tmp_path: Path):
    with running(tmp_path, **environment(reddit)) as stack:
        created = stack.create(source="reddit", subreddits=ASKED, range="90d")
        wait_for(lambda: len(reddit.log) > 100, within_s=60, what=lambda: str(stack.scan(created["id"])))
        for process in stack.descendants("dramatiq"):
            process.kill()
        progress = watch_progress(stack, created["id"])
        scan = stack.scan(created["id"])
        assert scan["status"] == "completed", scan
        assert scan["counts"]["posts"] == POSTS
        assert scan["counts"]["comments"] > 0.9 * COMMENTS
        assert scan["counts"]["pain_points"] > 0
        assert progress == sorted(progress)
        assert len(set(progress)) > 5
    # The one request that was under way when the worker died had to be asked again.
    assert sum(times - 1 for times in pages_asked(reddit).values()) <= 1


def watch_progress(stack: RunningStack, scan_id: str) -> list[int]:
    seen = []
    while (scan := stack.scan(scan_id))["status"] not in FINAL:
        seen.append(scan["progress"])
        time.sleep(0.1)
    return seen


def test_a_spent_budget_defers_the_scan_and_burns_no_attempt(reddit: FakeReddit, tmp_path: Path):
    with running(tmp_path, **environment(reddit, REDDIT_QUERIES_PER_MINUTE="20")) as stack:
        created = stack.create(source="reddit", subreddits=ASKED[:1], limit_posts=100)
        path = f"/api/queue/status?jobId={created['job_id']}"
        wait_for(
            lambda: stack.http.get(path).json()["job"]["state"] == "delayed", within_s=60, what=stack.log.read_text
        )
        job = stack.http.get(path).json()["job"]
        assert job["attempts_made"] == 0
        assert 5_000 < job["retryAfterMs"] <= 61_000
        assert stack.scan(created["id"])["status"] == "queued"
        assert len(reddit.log) <= 20
        assert stack.http.get("/api/queue/status").json()["stats"]["delayed"] == 1


@pytest.mark.parametrize(
    ("subreddits", "status", "code", "words"),
    [
        (["private"], "failed", "nothing_to_read", "private"),
        ([ASKED[0], "private", "banned"], "partial", None, None),
    ],
)
def test_subreddits_that_cannot_be_read_are_named(
    reddit: FakeReddit, tmp_path: Path, subreddits: list[str], status: str, code: str | None, words: str | None
):
    with running(tmp_path, **environment(reddit)) as stack:
        created = stack.create(source="reddit", subreddits=subreddits, limit_posts=20)
        scan = stack.wait_until_ended(created["id"])
        assert scan["status"] == status, scan
        coverage = {entry["target"]: entry["status"] for entry in scan["coverage"]}
        assert coverage["private"] == "private"
        if code:
            assert scan["error"]["code"] == code
            assert words in scan["error"]["message"]
        else:
            assert coverage["banned"] == "banned"
            assert scan["counts"]["posts"] == 20


def test_wrong_credentials_fail_at_once_and_name_the_variables(reddit: FakeReddit, tmp_path: Path):
    with running(tmp_path, **environment(reddit, REDDIT_CLIENT_SECRET="wrong")) as stack:
        created = stack.create(source="reddit", subreddits=ASKED)
        scan = stack.wait_until_ended(created["id"])
        assert (scan["status"], scan["error"]["code"]) == ("failed", "wrong_credentials")
        assert "REDDIT_CLIENT_SECRET" in scan["error"]["message"]
        job = stack.http.get(f"/api/queue/status?jobId={created['job_id']}").json()["job"]
        assert job["attempts_made"] == 1
