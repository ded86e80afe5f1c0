"""Where a scan of the archive stands, in a form that survives as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from pipeline.types import Document
from sources.arctic_shift.account import Account
from sources.arctic_shift.reading import Reading
from sources.types import Page


@dataclass(slots=True)
class Progress:
    """The accounts of the subreddits so far; while one is being read, the last account is its, and `reading` is set.

    `posts_left` is what is left of the limit on posts, None without one; `share` is how far everything has come, 0..1.
    """

    posts_left: int | None
    accounts: list[Account] = field(default_factory=list)
    reading: Reading | None = None
    share: float = 0.0

    @classmethod
    def from_json(cls, cursor: dict[str, Any]) -> Progress:
        reading = cursor["reading"]
        return cls(
            posts_left=cursor["posts_left"],
            accounts=[Account.from_json(account) for account in cursor["accounts"]],
            reading=Reading.from_json(reading) if reading else None,
            share=cursor["share"],
        )

    @property
    def finished(self) -> int:
        """Number of subreddits that are behind."""
        return len(self.accounts) - (self.reading is not None)

    def has_failed(self, *, targets: int) -> bool:
        """Whether everything is behind, nothing could be read, and another attempt from the start may help."""
        is_over = len(self.accounts) == targets and (self.reading is None or self.reading.step == "done")
        is_fruitless = all(account.is_unread for account in self.accounts)
        return is_over and is_fruitless and any(account.fault_may_pass for account in self.accounts)

    def open(self, target: str, *, targets_left: int) -> tuple[Account, Reading]:
        """Take up the subreddit that was being read, or begin this one with its share of the limit on posts."""
        if self.reading is None:
            self.accounts.append(Account(target))
            limit = None if self.posts_left is None else -(-self.posts_left // targets_left)
            self.reading = Reading(limit_posts=limit)
            if limit == 0:
                self.accounts[-1].leave_out("not read, as other subreddits used up the limit on posts")
                self.reading.step = "done"
        return self.accounts[-1], self.reading

    def close(self) -> None:
        """Put the subreddit that was being read behind."""
        if self.reading and self.posts_left is not None:
            self.posts_left -= self.reading.posts_kept
        self.reading = None

    def page(self, documents: list[Document], *, targets: int) -> Page:
        """Hand out documents with the account so far."""
        behind = self.finished + (self.reading.share if self.reading else 0.0)
        self.share = max(self.share, behind / targets)
        return Page(documents, asdict(self), [account.coverage() for account in self.accounts], done=self.share)
