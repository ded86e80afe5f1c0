"""One listing under way: what to ask for next, and what an answer means for the account."""

from __future__ import annotations

from collections.abc import Callable

from sources.arctic_shift.account import Account
from sources.arctic_shift.reading import Reading
from sources.arctic_shift.walk import Bounds, Walk
from sources.fields import Record

SMALLEST_PAGE = 10

Ask = Callable[[Bounds, int], list[Record]]  # bounds and limit → records, newest first


class Listing:
    """Takes the walk of `reading` on by one request at a time, inside `bounds`."""

    def __init__(self, reading: Reading, account: Account, bounds: Bounds, *, page_size: int, max_pages: int) -> None:
        self.reading = reading
        self.account = account
        self.bounds = bounds
        self.page_size = page_size
        self._max_pages = max_pages

    def next(
        self, ask: Ask, kind: str, *, after: int | None = None, ends_short: bool = False
    ) -> tuple[list[Record], bool]:
        """Give back the new records of the next answer, and whether the listing is behind.

        `kind` is "posts" or "comments". `after` narrows the bounds. An answer shorter than asked for is the last one
        with `ends_short`; else only one without news is, since the archive may shorten answers when it is busy.
        """
        walk = self._walk()
        after = max((bound for bound in (after, self.bounds.after) if bound is not None), default=None)
        records = ask(Bounds(after, walk.before), walk.limit)
        fresh = walk.advance(records, "t3_" if kind == "posts" else "t1_", max_pages=self._max_pages)
        if walk.note:
            self.account.leave_out(f"the listing of {kind} {walk.note}")
        self.reading.share_of_step = walk.share(after)
        is_below_bounds = after is not None and walk.before is not None and walk.before <= after + 1
        return fresh, walk.is_over or is_below_bounds or (ends_short and len(records) < walk.limit)

    def shrink(self) -> bool:
        """Ask for smaller pages from now on; False if they are as small as is reasonable."""
        walk = self._walk()
        if walk.limit <= SMALLEST_PAGE:
            return False
        walk.limit = max(walk.limit // 2, SMALLEST_PAGE)
        return True

    def _walk(self) -> Walk:
        if self.reading.walk is None:
            self.reading.walk = Walk(limit=self.page_size, before=self.bounds.before)
        return self.reading.walk
