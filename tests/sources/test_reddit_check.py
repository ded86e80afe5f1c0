from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sources.reddit.check import check_credentials
from sources.reddit.credentials import RedditCredentials
from tests.fake_reddit.harness import World, world

__all__ = ["world"]


def test_good_credentials_cost_one_request(world: World) -> None:
    world.serve([])
    assert check_credentials(world.credentials()) is None
    assert world.reddit.paths() == ["/api/v1/access_token"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"client_secret": "wrong"}, "check REDDIT_CLIENT_ID and REDDIT_CLIENT_SECRET"),
        ({"client_id": None, "client_secret": None}, "set REDDIT_CLIENT_ID and REDDIT_CLIENT_SECRET: an app"),
        ({"client_secret": ""}, "set REDDIT_CLIENT_SECRET: an app"),
        ({"user_agent": "me"}, "REDDIT_USER_AGENT is too short"),
    ],
)
def test_bad_credentials_are_told_in_a_sentence(world: World, changed: dict[str, Any], words: str) -> None:
    world.serve([])
    assert words in (check_credentials(world.credentials(**changed)) or "")


def test_a_reddit_that_fails_is_told_in_a_sentence(world: World) -> None:
    world.serve([])
    world.reddit.faults.add("token", "server_error")
    assert check_credentials(world.credentials(), sleep=world.time.sleep) == "Reddit has a fault of its own (500)"


def test_the_secret_is_not_in_what_is_logged() -> None:
    assert "hush" not in repr(RedditCredentials("id", "hush", "painpointradar-tests"))


@pytest.mark.parametrize("module", ["sources.reddit.source", "sources.reddit.check", "sources.registry"])
def test_importing_the_source_does_not_load_praw(module: str) -> None:
    report = f"import sys, {module}; print({{'praw', 'prawcore', 'requests'}} & set(sys.modules))"
    root = Path(__file__).resolve().parents[2]
    run = subprocess.run([sys.executable, "-c", report], cwd=root, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
