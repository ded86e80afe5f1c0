"""What weakens a comparison of two scans, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from models.scan import Coverage, Scan

MOST_NAMED = 5
# From so many times as many documents on, what one scan has and the other has not may be a matter of size alone.
MUCH_MORE = 5
LITTLE_READ = ("missing", "unreadable", "private", "quarantined", "banned", "damaged", "capped")


@dataclass(frozen=True)
class Side:
    """One of the two scans: what it read, and how many of its pain points people rejected."""

    scan: Scan
    coverage: Sequence[Coverage] = field(default_factory=list)
    rejected: int = 0

    @property
    def documents(self) -> int:
        return self.scan.posts + self.scan.comments

    @property
    def span(self) -> tuple[int, int] | None:
        """The times of its oldest and its newest document, in seconds; None where they are not known."""
        starts = [entry.from_utc for entry in self.coverage if entry.from_utc is not None]
        ends = [entry.to_utc for entry in self.coverage if entry.to_utc is not None]
        return (min(starts), max(ends)) if starts and ends else None

    def asked(self, name: str) -> list[str]:
        listed: list[str] = self.scan.request.get(name) or []
        return listed


def find_weaknesses(earlier: Side, later: Side) -> list[str]:
    """Return a sentence for everything that makes the comparison say less, the gravest first."""
    return [
        *_about_order(earlier, later),
        *_about_nothing(earlier, later),
        *_about_questions(earlier, later),
        *_about_sources(earlier, later),
        *_about_coverage("earlier", earlier),
        *_about_coverage("later", later),
        *_about_size(earlier, later),
        *_about_encoders(earlier, later),
        *_about_times(earlier, later),
        *_about_rejected(earlier, later),
    ]


def _about_order(earlier: Side, later: Side) -> Iterator[str]:
    if earlier.scan.created_at > later.scan.created_at:
        yield "The scan that stands as the earlier one was made after the other: new and gone are the wrong way round."


def _about_nothing(earlier: Side, later: Side) -> Iterator[str]:
    if not earlier.documents:
        yield "The earlier scan read no documents, so nothing can be called new."
    if not later.documents:
        yield "The later scan read no documents, so nothing can be called gone."


def _about_questions(earlier: Side, later: Side) -> Iterator[str]:
    yield from _about_names(
        earlier.asked("subreddits"),
        later.asked("subreddits"),
        differ="They read different subreddits",
        everything="every subreddit of its source",
        some="only {}",
        prefix="r/",
    )
    yield from _about_names(
        earlier.asked("keywords"),
        later.asked("keywords"),
        differ="They looked for different words",
        everything="documents whatever their words",
        some="only such as hold {}",
    )


def _about_sources(earlier: Side, later: Side) -> Iterator[str]:
    if earlier.scan.source != later.scan.source:
        yield f"They read different sources: the earlier scan {earlier.scan.source}, the later {later.scan.source}."
    else:
        yield from _about_names(
            earlier.asked("files"),
            later.asked("files"),
            differ="They read different files",
            everything="all files of the archive folder",
            some="only {}",
        )


def _about_names(
    before: list[str], after: list[str], *, differ: str, everything: str, some: str, prefix: str = ""
) -> Iterator[str]:
    ones, others = ({name.casefold(): f"{prefix}{name}" for name in names} for names in (before, after))
    if ones.keys() == others.keys():
        return
    if not ones or not others:
        first, second = (some.format(_list(names)) if names else everything for names in (ones, others))
        yield f"The earlier scan read {first}, the later {second}."
        return
    only = {
        "the earlier": [name for key, name in ones.items() if key not in others],
        "the later": [name for key, name in others.items() if key not in ones],
    }
    yield f"{differ}: {'; '.join(f'only {which} {_list(names)}' for which, names in only.items() if names)}."


def _about_coverage(which: str, side: Side) -> Iterator[str]:
    partial = [entry for entry in side.coverage if entry.status in LITTLE_READ]
    if partial:
        named = _list([f"{entry.target} ({entry.status})" for entry in partial])
        yield f"The {which} scan did not read everything: {named}. What was said there may be missing."


def _about_size(earlier: Side, later: Side) -> Iterator[str]:
    fewer, more = sorted((earlier.documents, later.documents))
    if fewer and more >= MUCH_MORE * fewer:
        smaller = "earlier" if earlier.documents == fewer else "later"
        yield (
            f"The earlier scan read {earlier.documents:,} documents, the later {later.documents:,}: what few people "
            f"speak of is easily missed in the {smaller} one."
        )


def _about_encoders(earlier: Side, later: Side) -> Iterator[str]:
    if not (earlier.scan.pain_points and later.scan.pain_points):
        return
    ones, others = earlier.scan.encoder, later.scan.encoder
    if ones is None or ones != others:
        yield (
            f"Their mentions were grouped by different encoders ({ones or 'unknown'}, {others or 'unknown'}), so the "
            "likeness of two groups says nothing: only mentions in common tell what was found again."
        )


def _about_times(earlier: Side, later: Side) -> Iterator[str]:
    if earlier.span is None or later.span is None:
        return
    start, end = max(earlier.span[0], later.span[0]), min(earlier.span[1], later.span[1])
    if start <= end:
        yield f"Both cover {_day(start)} to {_day(end)}: what was said then counts on both sides and hides change."


def _about_rejected(earlier: Side, later: Side) -> Iterator[str]:
    if earlier.rejected or later.rejected:
        yield (
            f"Rejected pain points are left out: {earlier.rejected} of the earlier scan, {later.rejected} of the later."
        )


def _list(names: Any) -> str:
    shown = list(names.values() if isinstance(names, dict) else names)
    more = len(shown) - MOST_NAMED
    return ", ".join(shown[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _day(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
