"""When the next request may go out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

from sources.errors import RetryLater
from sources.types import Clock

MIN_INTERVAL_S = 1.0  # its README: "a couple requests per second" are nothing to worry about; two scans may run

LONGEST_WAIT_S = 5.0
LONGEST_TOLD_WAIT_S = 3_600.0
_FIRST_EPOCH_S = 1_000_000_000  # a number above this is a date, not a wait
_FIRST_EPOCH_MS = 1_000_000_000_000


class Pace:
    """Keeps a distance between requests, and the waits that the server asks for."""

    def __init__(self, clock: Clock, sleep: Callable[[float], None], min_interval_s: float) -> None:
        self._clock = clock
        self._sleep = sleep
        self._min_interval_s = min_interval_s
        self._held_s = 0.0
        self._held_at = 0.0

    def wait(self) -> None:
        """Sleep until a request may go out, and count the next distance from then.

        Raises:
          RetryLater: It takes longer than `LONGEST_WAIT_S`.
        """
        passed = max(0.0, self._clock() - self._held_at)  # negative where the clock was set back
        left = self._held_s - passed
        if left > LONGEST_WAIT_S:
            raise RetryLater(f"Arctic Shift asks to wait for {left:.0f} s", left)
        if left > 0:
            self._sleep(left)
        self._hold(self._min_interval_s)

    def hold(self, seconds: float) -> None:
        """Let no request out for so many seconds, nor before the usual distance."""
        self._hold(max(seconds, self._min_interval_s))

    def heed(self, headers: Mapping[str, str]) -> None:
        """Hold back where an answer says that it was the last one allowed for now."""
        remaining = _number(headers.get("x-ratelimit-remaining"))
        if remaining is not None and remaining < 1 and (seconds := self.told_wait(headers)) is not None:
            self.hold(seconds)

    def told_wait(self, headers: Mapping[str, str]) -> float | None:
        """Read how many seconds an answer asks to wait, None if it does not say.

        Dates count from the server's own `Date`: one of the two clocks may be off.
        """
        for value in (headers.get("retry-after"), headers.get("x-ratelimit-reset")):
            moment = _number(value)
            if moment is not None and moment < _FIRST_EPOCH_S:
                return min(max(moment, 0.0), LONGEST_TOLD_WAIT_S)
            if moment is not None and moment >= _FIRST_EPOCH_MS:
                moment /= 1000
            moment = _http_date(value) if moment is None else moment
            if moment is not None:
                now = _http_date(headers.get("date"))
                return min(max(moment - (self._clock() if now is None else now), 0.0), LONGEST_TOLD_WAIT_S)
        return None

    def _hold(self, seconds: float) -> None:
        self._held_s = seconds
        self._held_at = self._clock()


def _number(value: str | None) -> float | None:
    try:
        number = float(value) if value is not None else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _http_date(value: str | None) -> float | None:
    try:
        moment = parsedate_to_datetime(value) if value is not None else None
    except ValueError:
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp() if moment else None
