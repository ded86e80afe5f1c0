"""Opening the live source on the server, with time that passes only when the source sleeps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from sources.errors import SourceError
from sources.reddit.credentials import RedditCredentials
from sources.reddit.source import RedditSource
from sources.registry import hash_author
from sources.types import Budget, Page, Query
from tests.fake_reddit.server import CLIENT_ID, CLIENT_SECRET, FakeReddit
from tests.sources.dumps import NEWEST


class Time:
    """A clock that stands still but for the seconds slept, and remembers these."""

    def __init__(self, now: float = NEWEST) -> None:
        self.now = now
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Plenty:
    """A budget that is never spent."""

    def take(self) -> float:
        return 0.0


class World:
    """One server, its clock, and the sources opened on it."""

    def __init__(self) -> None:
        self.time = Time()
        self._servers: list[FakeReddit] = []

    @property
    def reddit(self) -> FakeReddit:
        return self._servers[-1]

    def serve(self, records: list[dict[str, Any]], **options: Any) -> FakeReddit:
        self._servers.append(FakeReddit(records, **{"clock": self.time} | options))
        return self.reddit

    def credentials(self, **changed: Any) -> RedditCredentials:
        given = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "user_agent": "painpointradar-tests"}
        return RedditCredentials(**{**given, "base_url": self.reddit.url, **changed})

    def open(
        self, credentials: RedditCredentials | None = None, *, budget: Budget | None = None, **options: Any
    ) -> RedditSource:
        return RedditSource(
            credentials or self.credentials(),
            hash_author("salt"),
            budget=budget or Plenty(),
            clock=self.time,
            sleep=self.time.sleep,
            **options,
        )

    def fetch(self, query: Query, cursor: dict[str, Any] | None = None) -> list[Page]:
        return list(self.open().fetch(query, cursor))

    def fetch_until_error(
        self, query: Query, cursor: dict[str, Any] | None = None
    ) -> tuple[list[Page], SourceError | None]:
        pages: list[Page] = []
        try:
            for page in self.open().fetch(query, cursor):
                pages.append(page)  # noqa: PERF402 - extend would lose what came before the error
        except SourceError as error:
            return pages, error
        return pages, None

    def close(self) -> None:
        for server in self._servers:
            server.close()


@pytest.fixture
def world() -> Iterator[World]:
    world = World()
    yield world
    world.close()
