"""What a fault of Reddit's costs: first another attempt at the scan, in the end only what cannot be had."""

from __future__ import annotations

from collections.abc import Iterator

from sources.errors import SourceUnavailable
from sources.reddit.plan import Plan
from sources.types import Page

# A scan has three attempts. In the last one, what fails is left out rather than the scan failed, as it may be one
# subreddit that always fails; but so many failures in a row are no subreddit's.
BREAKS = 2
LEFT_OUT_IN_A_ROW = 5


class Setbacks:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._in_a_row = 0

    def take(self, fault: SourceUnavailable) -> Iterator[Page]:
        """Break off, after a page that remembers it; or return, and what failed is to be left out.

        Raises:
          SourceUnavailable: The fetch is broken off.
        """
        if self._plan.broken_off < BREAKS:
            self._plan.broken_off += 1
            yield self._plan.page()
            raise fault
        self._in_a_row += 1
        if self._in_a_row == LEFT_OUT_IN_A_ROW:
            raise fault

    def forget(self) -> None:
        """Take note that Reddit answers."""
        self._in_a_row = 0
