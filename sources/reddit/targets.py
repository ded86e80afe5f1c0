"""Where to look for an answer: subreddits, listings or searches, and the span that a search covers."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

from sources.types import Query

EVERYWHERE = "all"
SECONDS_PER_DAY = 86_400

_NAME = re.compile(r"[a-z0-9_]{2,21}|u_[a-z0-9_-]{3,20}|reddit\.com", re.IGNORECASE)
_TIME_FILTERS = (("hour", 3_600), ("day", 86_400), ("week", 7 * 86_400), ("month", 30 * 86_400), ("year", 365 * 86_400))
# Reddit measures by its clock and from the moment of the search; a filter too wide costs nothing, as paging stops at
# the start of the range.
_MARGIN_S = SECONDS_PER_DAY


@dataclass(frozen=True, slots=True)
class Target:
    """A subreddit by its plain name, or all of Reddit."""

    name: str

    @property
    def is_possible(self) -> bool:
        return _NAME.fullmatch(self.name) is not None

    @property
    def is_mixed(self) -> bool:
        """Say whether its posts come from other subreddits."""
        return self.name.lower() in (EVERYWHERE, "popular")


def targets_of(query: Query) -> list[Target]:
    """List the subreddits asked for, each once and without `r/`; all of Reddit where none is named."""
    names = [re.sub(r"^/?r/|/$", "", name.strip(), flags=re.IGNORECASE) for name in query.subreddits]
    first_spellings = {name.lower(): name for name in reversed(names)}
    return [Target(first_spellings[name]) for name in dict.fromkeys(map(str.lower, names))] or [Target(EVERYWHERE)]


def phrases_of(query: Query) -> list[str]:
    """List the phrases to search for, each once; none means to read what is new."""
    return [phrase for phrase in dict.fromkeys(query.keywords) if phrase.strip()]


def with_fixed_range(query: Query, *, asked_at_utc: int, skew_s: int) -> Query:
    """Put days for the last days: counted back from the moment of asking, as Reddit's clock had it."""
    if query.last_days is None:
        return query
    start = asked_at_utc + skew_s - query.last_days * SECONDS_PER_DAY
    return dataclasses.replace(query, since_utc=max(start, query.since_utc or start), last_days=None)


def time_filter(since_utc: int | None, *, now_utc: float) -> str:
    """Choose the smallest of Reddit's spans that surely covers everything since then."""
    if since_utc is None:
        return "all"
    wanted_s = now_utc - since_utc + _MARGIN_S
    return next((name for name, seconds in _TIME_FILTERS if wanted_s <= seconds), "all")
