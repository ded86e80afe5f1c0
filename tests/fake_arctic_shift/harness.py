"""A source that asks the stand-in, with time that passes only by sleeping."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from sources.arctic_shift.source import ArcticShiftSource
from sources.registry import hash_author
from sources.types import Page, Query, Source
from tests.fake_arctic_shift.server import FakeArcticShift

USER_AGENT = "painpointradar/0.1.0 (tests)"


@dataclass
class FakeTime:
    """A clock, and the sleep that moves it; `slept` lists the seconds of each."""

    now: float = 1_760_000_000.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def source_on(fake: FakeArcticShift, time: FakeTime | None = None, **options: Any) -> ArcticShiftSource:
    """Open a source on the stand-in; `options` are those of `ArcticShiftSource`."""
    time = time or FakeTime()
    return ArcticShiftSource(
        fake.url, hash_author("salt"), user_agent=USER_AGENT, clock=time.clock, sleep=time.sleep, **options
    )


@dataclass
class Everywhere:
    """Fills in the subreddits where a query names none, which Arctic Shift itself refuses."""

    source: Source
    subreddits: tuple[str, ...]
    name: str = "arctic_shift"

    def fetch(self, query: Query, cursor: dict[str, Any] | None = None) -> Iterator[Page]:
        return self.source.fetch(replace(query, subreddits=query.subreddits or self.subreddits), cursor)
