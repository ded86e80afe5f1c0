"""Keeping account of one subreddit, and telling it as coverage."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pipeline.types import Document
from sources.refusals import Refusal
from sources.types import UNREAD, Coverage, CoverageStatus


@dataclass(slots=True)
class Account:
    """Counts what became of each record of a subreddit.

    `refused` goes by the names of `Refusal`. `notes` say how it was read. `fault` is what ended the reading, and the
    words for it; it may pass where trying again can help. `span` is the first and the last date of a subreddit that has
    documents, none of them in the range.
    """

    target: str
    fetched: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    is_capped: bool = False
    fault: tuple[CoverageStatus, str] | None = None
    fault_may_pass: bool = False
    span: tuple[int, int] | None = None
    from_utc: int | None = None
    to_utc: int | None = None

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Account:
        fault, span = data["fault"], data["span"]
        return cls(**{**data, "fault": tuple(fault) if fault else None, "span": tuple(span) if span else None})

    @property
    def asked(self) -> int:
        return self.fetched + sum(self.refused.values())

    @property
    def is_unread(self) -> bool:
        """Whether nothing at all could be had."""
        return self._status in UNREAD

    def settle(self, judged: Document | Refusal) -> Document | None:
        """Count what was judged, and give it back if it is to be handed out."""
        if isinstance(judged, Refusal):
            self.refuse(judged)
            return None
        self._keep(judged)
        return judged

    def refuse(self, refusal: Refusal, times: int = 1) -> None:
        self.refused = dict(Counter(self.refused) + Counter({refusal.name: times}))
        self.is_capped |= refusal is Refusal.OVER_LIMIT and times > 0

    def note(self, text: str) -> None:
        """Add words to the reason, once. They start with a letter: what starts with a digit is a count."""
        if text not in self.notes:
            self.notes.append(text)

    def leave_out(self, text: str) -> None:
        """Add words that say what was left out unread."""
        self.is_capped = True
        self.note(text)

    def fail(self, status: CoverageStatus, words: str, *, may_pass: bool = False) -> None:
        """Note what ended the reading early."""
        self.fault = (status, words)
        self.fault_may_pass = may_pass

    def coverage(self) -> Coverage:
        """Tell the account so far: `asked` is `fetched` plus the counts in `reason`."""
        return Coverage(
            target=self.target,
            asked=self.asked,
            fetched=self.fetched,
            status=self._status,
            reason="; ".join(self._reasons()) or None,
            from_utc=self.from_utc,
            to_utc=self.to_utc,
        )

    def _keep(self, document: Document) -> None:
        self.fetched += 1
        self.from_utc = min(document.created_utc, self.from_utc or document.created_utc)
        self.to_utc = max(document.created_utc, self.to_utc or document.created_utc)

    @property
    def _status(self) -> CoverageStatus:
        if self.fault:
            return "damaged" if self.asked else self.fault[0]
        if self.is_capped:
            return "capped"
        return "complete" if self.asked else "empty"

    def _reasons(self) -> list[str]:
        fault = [self.fault[1]] if self.fault else []
        counts = [f"{times} {refusal.value}" for refusal in Refusal if (times := self.refused.get(refusal.name))]
        return fault + self.notes + counts


def rfc3339(utc: int) -> str:
    """Write a date as the API does."""
    return datetime.fromtimestamp(utc, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
