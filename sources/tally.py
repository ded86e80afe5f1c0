"""Keeping account of one file, and telling it as coverage."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from pipeline.types import Document
from sources.refusals import Refusal
from sources.types import Coverage, CoverageStatus

LINES_NAMED = 10


@dataclass(slots=True)
class Tally:
    """Counts what became of each record of a file. `fault` is what ended the reading early, and the words for it."""

    target: str
    fetched: int = 0
    refused: Counter[Refusal] = field(default_factory=Counter)
    unreadable: int = 0
    unreadable_lines: list[int] = field(default_factory=list)
    from_utc: int | None = None
    to_utc: int | None = None
    fault: tuple[Literal["missing", "unreadable", "damaged"], str] | None = None

    def keep(self, document: Document) -> None:
        self.fetched += 1
        self.from_utc = min(document.created_utc, self.from_utc or document.created_utc)
        self.to_utc = max(document.created_utc, self.to_utc or document.created_utc)

    def refuse(self, refusal: Refusal, line: int) -> None:
        if refusal is not Refusal.UNREADABLE:
            self.refused[refusal] += 1
            return
        self.unreadable += 1
        if len(self.unreadable_lines) < LINES_NAMED:
            self.unreadable_lines.append(line)

    @property
    def is_unread(self) -> bool:
        """Say whether not a single record could be had from a file that should have some."""
        return self._status in {"missing", "unreadable"}

    def coverage(self) -> Coverage:
        """Tell the account so far: `asked` is `fetched` plus the counts in `reason`, unreadable lines left out."""
        return Coverage(
            target=self.target,
            asked=self._asked,
            fetched=self.fetched,
            status=self._status,
            reason="; ".join(self._reasons()) or None,
            from_utc=self.from_utc,
            to_utc=self.to_utc,
        )

    @property
    def _asked(self) -> int:
        return self.fetched + self.refused.total()

    @property
    def _status(self) -> CoverageStatus:
        if self.fault:
            return "unreadable" if self.fault[0] == "damaged" and not self._asked else self.fault[0]
        if not self._asked:
            return "unreadable" if self.unreadable else "empty"
        return "capped" if self.refused[Refusal.OVER_LIMIT] else "complete"

    def _reasons(self) -> list[str]:
        fault = [self.fault[1]] if self.fault else []
        counts = [f"{self.refused[refusal]} {refusal.value}" for refusal in Refusal if self.refused[refusal]]
        return fault + self._unreadable_reason() + counts

    def _unreadable_reason(self) -> list[str]:
        if not self.unreadable:
            return []
        lines = ", ".join(map(str, self.unreadable_lines)) + (", …" if self.unreadable > LINES_NAMED else "")
        return [f"{self.unreadable} {'line' if self.unreadable == 1 else 'lines'} could not be read: {lines}"]
