"""Going back through a listing that knows no pages, only dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sources import fields
from sources.addresses import bare_id_of
from sources.fields import Record


@dataclass(frozen=True, slots=True)
class Bounds:
    """The API's `after` and `before`, in seconds, both exclusive; None is open."""

    after: int | None = None
    before: int | None = None


@dataclass(slots=True)
class Walk:
    """A way through one listing, newest first.

    Each request asks again for the last second that the one before it gave, since more of that second may follow;
    `seen` are the ids of it that are known. `before` is exclusive, None at the start. `note` says why a walk ended
    early, or what it may have missed, of "the listing of posts …".
    """

    limit: int
    before: int | None = None
    seen: list[str] = field(default_factory=list)
    requests: int = 0
    top_utc: int | None = None
    is_over: bool = False
    note: str | None = None

    def advance(self, records: Sequence[Record], prefix: str, *, max_pages: int) -> list[Record]:
        """Move behind an answer; give back what of it is new, in an order that does not change."""
        self.requests += 1
        fresh = [record for record in records if self._is_fresh(record, prefix)]
        dates = [date for record in fresh if (date := created_utc_of(record)) is not None]
        if dates and min(dates) + 1 != self.before:
            self._move_behind(fresh, min(dates), max(dates), prefix)
        elif self._knows_all(records, prefix) and len(records) < self.limit:
            self.is_over = True
        elif dates or self._knows_all(records, prefix):
            self._step_over_second(len(records))
        else:
            self._stop(f"repeats itself (request {self.requests} brought nothing new), older ones were not read")
        if self.requests >= max_pages and not self.is_over:
            self._stop(f"was left after {self.requests} requests, older ones were not read")
        return sorted(fresh, key=lambda record: (-(created_utc_of(record) or 0), bare_id_of(record, prefix)))

    def share(self, since_utc: int | None) -> float:
        """Say how much of the range is behind, 0..1, by dates; 0 where the range has no start."""
        if since_utc is None or self.top_utc is None or self.before is None or self.top_utc <= since_utc:
            return 0.0
        return (self.top_utc - self.before) / (self.top_utc - since_utc)

    def _is_fresh(self, record: Record, prefix: str) -> bool:
        date = created_utc_of(record)
        is_in_bounds = date is None or self.before is None or date < self.before
        return is_in_bounds and bare_id_of(record, prefix) not in self.seen

    def _move_behind(self, fresh: list[Record], oldest: int, newest: int, prefix: str) -> None:
        undated_too = {oldest, None}
        self.seen = [bare_id_of(record, prefix) for record in fresh if created_utc_of(record) in undated_too]
        self.before = oldest + 1
        self.top_utc = self.top_utc or newest

    def _knows_all(self, records: Sequence[Record], prefix: str) -> bool:
        return all(bare_id_of(record, prefix) in self.seen for record in records)

    def _step_over_second(self, shown: int) -> None:
        """Leave a second that was asked for from its end: the same request would give the same again."""
        if shown >= self.limit:
            self.note = f"shows {shown} of one second and may have more of them"
        self.before = self.before - 1 if self.before is not None else None
        self.seen = []

    def _stop(self, note: str) -> None:
        self.is_over = True
        self.note = note


def created_utc_of(record: Record) -> int | None:
    """Take a record's date in seconds, as `sources.records` does."""
    return fields.date(record, "created_utc", "created")
