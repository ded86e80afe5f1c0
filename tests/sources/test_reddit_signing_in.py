"""Signing in: what wrong credentials and a bad token cost."""

from __future__ import annotations

from typing import Any

import pytest

from sources.errors import SourceUnavailable, WrongCredentials
from sources.types import Query
from tests.fake_reddit.harness import World, world
from tests.sources.dumps import comment, submission

__all__ = ["world"]

BOTH = Query(subreddits=("Broken", "Tools"))


@pytest.fixture(autouse=True)
def _served(world: World) -> None:
    world.serve([submission("p1"), comment("c1", "p1"), submission("b1", subreddit="Broken")])


@pytest.mark.parametrize("kind", ["html", "wrong_shape", "missing"])
def test_a_token_that_is_none_is_unavailable(world: World, kind: Any) -> None:
    world.reddit.faults.add("token", kind)
    with pytest.raises(SourceUnavailable, match="signing in"):
        world.fetch(BOTH)


@pytest.mark.parametrize("changed", [{"client_secret": "wrong"}, {"client_id": "wrong"}])
def test_wrong_credentials_fail_at_once_and_name_the_variables(world: World, changed: dict[str, str]) -> None:
    with pytest.raises(WrongCredentials, match="REDDIT_CLIENT_ID and REDDIT_CLIENT_SECRET"):
        list(world.open(world.credentials(**changed)).fetch(BOTH))
    assert len(world.reddit.log) == 1
    assert world.time.slept == []


@pytest.mark.parametrize("changed", [{"client_secret": None}, {"client_id": ""}])
def test_missing_credentials_send_nothing(world: World, changed: dict[str, str | None]) -> None:
    with pytest.raises(WrongCredentials, match=r"set REDDIT_CLIENT_(ID|SECRET): an app"):
        list(world.open(world.credentials(**changed)).fetch(BOTH))
    assert world.reddit.log == []


def test_a_token_that_ran_out_is_renewed(world: World) -> None:
    world.reddit.faults.add("broken", "token_refused", times=1)
    assert sum(len(page.documents) for page in world.fetch(BOTH)) == 3
    assert len(world.reddit.paths("/api/v1/access_token")) == 2


def test_a_token_that_is_always_refused_is_a_matter_of_credentials(world: World) -> None:
    world.reddit.faults.add("broken", "token_refused")
    with pytest.raises(WrongCredentials, match="the token that it has just given out"):
        world.fetch(BOTH)
