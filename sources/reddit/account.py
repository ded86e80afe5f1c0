"""Keeping account of one target, and telling it as coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.types import Document
from sources.refusals import Refusal
from sources.types import UNREAD, Coverage, CoverageStatus


@dataclass(slots=True)
class Fault:
    """What ended the reading of a target early; `passing` where another try may help."""

    status: CoverageStatus
    reason: str
    passing: bool = False


@dataclass(slots=True)
class Account:
    """Counts what became of each record of a subreddit; travels as JSON in the cursor.

    `caps` say what Reddit or a limit kept back, `notes` what else a user should know. `span` holds the dates of what
    only the range refused.
    """

    target: str
    fetched: int = 0
    refused: dict[Refusal, int] = field(default_factory=dict)
    unreadable: int = 0
    folded_away: int = 0
    caps: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    fault: Fault | None = None
    from_utc: int | None = None
    to_utc: int | None = None
    some_in_range: bool = False
    span: tuple[int, int] | None = None

    def keep(self, documents: Iterable[Document]) -> None:
        for document in documents:
            self.fetched += 1
            self.from_utc = min(document.created_utc, self.from_utc or document.created_utc)
            self.to_utc = max(document.created_utc, self.to_utc or document.created_utc)

    def refuse(self, refused: Counter[Refusal]) -> None:
        for refusal, count in refused.items():
            if refusal is Refusal.UNREADABLE:
                self.unreadable += count
            else:
                self.refused[refusal] = self.refused.get(refusal, 0) + count

    def widen_span(self, created_utc: int) -> None:
        first, last = self.span or (created_utc, created_utc)
        self.span = (min(first, created_utc), max(last, created_utc))

    @property
    def is_unread(self) -> bool:
        """Say whether not a single record could be had."""
        return self.status in UNREAD

    def coverage(self) -> Coverage:
        """Tell the account so far: `asked` is `fetched` plus the counts of what was refused."""
        return Coverage(
            target=self.target,
            asked=self._asked,
            fetched=self.fetched,
            status=self.status,
            reason="; ".join(self._reasons()) or None,
            from_utc=self.from_utc,
            to_utc=self.to_utc,
        )

    @property
    def _asked(self) -> int:
        return self.fetched + sum(self.refused.values())

    @property
    def status(self) -> CoverageStatus:
        if self.fault:
            return "damaged" if self._asked else self.fault.status
        if not self._asked:
            return "unreadable" if self.unreadable else "empty"
        return "capped" if self.caps or self.folded_away or Refusal.OVER_LIMIT in self.refused else "complete"

    def _reasons(self) -> list[str]:
        fault = [self.fault.reason] if self.fault else []
        unreadable = [f"{self.unreadable} could not be read"] if self.unreadable else []
        counts = [f"{self.refused[refusal]} {refusal.value}" for refusal in Refusal if refusal in self.refused]
        folded = [f"at least {self.folded_away} comments that Reddit folds away"] if self.folded_away else []
        return fault + self.caps + unreadable + counts + folded + self.notes
