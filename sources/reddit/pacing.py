"""Asking Reddit no faster than it allows, and sleeping no longer than a worker may."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime

from sources.errors import RetryLater
from sources.types import Budget, Clock

LONGEST_WAIT_S = 5.0
LONGEST_HANDBACK_S = 3_600.0  # whatever a header says: a scan comes back within the hour

Sleep = Callable[[float], None]


class Patience:
    """What one request may sleep in all, whatever the reasons: `LONGEST_WAIT_S`."""

    def __init__(self, sleep: Sleep) -> None:
        self._sleep = sleep
        self._left_s = LONGEST_WAIT_S

    def allows(self, seconds: float) -> bool:
        return seconds <= self._left_s

    def wait(self, seconds: float, why: str) -> None:
        """Sleep.

        Raises:
          RetryLater: It would be too long; also where many short waits were, and not much comes of going on at once.
        """
        if not self.allows(seconds):
            later_s = max(seconds, LONGEST_WAIT_S)
            raise RetryLater(f"{why}; the scan goes on in {math.ceil(later_s)} s", later_s)
        self._left_s -= seconds
        self._sleep(seconds)


class Pace:
    """When the next request may go out: when the shared budget has one left and Reddit's own count allows it."""

    def __init__(self, budget: Budget, *, clock: Clock, sleep: Sleep) -> None:
        self._budget = budget
        self._clock = clock
        self._sleep = sleep
        self._closed_until = 0.0
        self.skew_s = 0.0

    def patience(self) -> Patience:
        return Patience(self._sleep)

    def take_turn(self, patience: Patience) -> None:
        """Wait until a request may go out, and spend it.

        Raises:
          RetryLater: That would take too long.
        """
        if (seconds := self._closed_until - self._clock()) > 0:
            patience.wait(min(seconds, LONGEST_HANDBACK_S), "Reddit allows no more queries for now")
        while (seconds := self._budget.take()) > 0:
            patience.wait(seconds, "the queries that Reddit allows a minute are spent")

    def note(self, headers: Mapping[str, str]) -> None:
        """Learn from an answer how many more Reddit will give, and by how many seconds its clock is ahead of ours."""
        remaining, reset_s = _number(headers.get("x-ratelimit-remaining")), _number(headers.get("x-ratelimit-reset"))
        if remaining is not None and remaining < 1 and reset_s is not None:
            self._closed_until = self._clock() + reset_s
        if (date := _date(headers.get("date"))) is not None:
            self.skew_s = date - self._clock()

    def seconds_asked(self, headers: Mapping[str, str], *names: str) -> float | None:
        """Read how long an answer asks to wait from the first of these headers that says so, 0..1 h."""
        for name in names:
            seconds = _number(headers.get(name))
            if seconds is None and (date := _date(headers.get(name))) is not None:
                seconds = date - self.skew_s - self._clock()
            if seconds is not None:
                return min(max(seconds, 0.0), LONGEST_HANDBACK_S)
        return None


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _date(text: str | None) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp() if text else None
    except (ValueError, OverflowError):
        return None
