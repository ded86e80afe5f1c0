"""The parts of the fake server that only people and other processes use."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from sources.errors import NothingToRead, RetryLater
from sources.reddit.credentials import RedditCredentials
from sources.reddit.source import RedditSource
from sources.registry import hash_author
from sources.types import Query
from tests.fake_reddit.content import generate
from tests.fake_reddit.harness import Plenty, World, world
from tests.sources.dumps import NEWEST

__all__ = ["world"]


def test_it_runs_by_itself_and_prints_the_settings_to_use() -> None:
    command = [sys.executable, "-m", "tests.fake_reddit", "--port", "0", "--posts", "20", "--comments", "40"]
    root = Path(__file__).resolve().parents[2]
    server = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        told = "".join(next(server.stdout) for _ in range(5))
        settings = dict(re.findall(r"^(REDDIT_\w+)=(.*)$", told, re.MULTILINE))
        credentials = RedditCredentials(
            settings["REDDIT_CLIENT_ID"],
            settings["REDDIT_CLIENT_SECRET"],
            "painpointradar-tests",
            settings["REDDIT_BASE_URL"],
        )
        pages = list(RedditSource(credentials, hash_author("salt"), budget=Plenty()).fetch(Query(last_days=31)))
    finally:
        server.terminate()
        server.communicate()
    assert sum(len(page.documents) for page in pages) == 60


def test_faults_can_be_set_and_the_log_read_from_outside(world: World) -> None:
    url = world.serve(list(generate(subreddits=1, posts=2, comments=2, newest_utc=NEWEST))).url
    httpx.post(f"{url}/_faults", json={"where": "kettlecraft", "kind": "private"}).raise_for_status()
    with pytest.raises(NothingToRead, match="r/kettlecraft: it is private"):
        world.fetch(Query(subreddits=("kettlecraft",)))
    httpx.post(f"{url}/_faults").raise_for_status()
    assert world.fetch(Query(subreddits=("kettlecraft",)))
    paths = [path for _, path, _ in httpx.get(f"{url}/_log").json()["log"]]
    assert paths.count("/r/kettlecraft/new") == 2


def test_its_quota_holds_back_who_asks_too_much(world: World) -> None:
    world.serve(list(generate(subreddits=1, posts=20, comments=20, newest_utc=NEWEST)), quota=10)
    pages, error = world.fetch_until_error(Query())
    assert isinstance(error, RetryLater)
    assert len(world.reddit.log) == 10
    world.time.now += error.seconds
    pages += world.fetch(Query(), pages[-1].cursor)
    assert len([document for page in pages for document in page.documents]) == 40


def test_the_same_numbers_give_the_same_content() -> None:
    once, again = (list(generate(subreddits=2, posts=9, comments=9, newest_utc=NEWEST)) for _ in range(2))
    assert once == again
