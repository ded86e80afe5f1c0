"""The question that a scan put, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exports.dates import write_span
from exports.lists import join_words

SOURCES = {
    "reddit": "read from Reddit's API",
    "arctic_shift": "read from Arctic Shift, a public archive of Reddit",
    "archive": "read from files on this machine",
    "sample": "read from the invented sample that ships with PainPointRadar",
}
RANGES = {"7d": "of the last 7 days", "30d": "of the last 30 days", "90d": "of the last 90 days", "all": "of all time"}


def name_title(scan: dict[str, Any]) -> str:
    """Name a report: what it is on, in few words."""
    asked = scan["request"]
    keywords = [f"“{keyword}”" for keyword in asked.get("keywords", ())]
    places = [f"r/{name}" for name in asked.get("subreddits", ())]
    on = ", ".join(_first(keywords)) + (" in " if keywords and places else "") + ", ".join(_first(places))
    return f"Pain points: {on or 'everything read'}"


def _first(names: list[str], most: int = 3) -> list[str]:
    return names if len(names) <= most else [*names[:most], f"{len(names) - most} more"]


def describe_question(scan: dict[str, Any]) -> str:
    """Ask it, and say of what it was asked."""
    asked = scan["request"]
    places = join_words([f"r/{name}" for name in asked.get("subreddits", ())])
    where = f" in {places}" if places else ""
    keywords = join_words([f"“{keyword}”" for keyword in asked.get("keywords", ())], last="or")
    spoken_of = f", where they speak of {keywords}" if keywords else ""
    return f"What do people struggle with{where}{spoken_of}? Asked of {'; '.join(_scope(scan))}."


def _scope(scan: dict[str, Any]) -> Iterator[str]:
    asked = scan["request"]
    yield f"posts and comments {_range(asked.get('range', 'all'))}, {SOURCES[scan['source']]}"
    if asked.get("files"):
        yield f"the files {join_words(asked['files'])}"
    if asked.get("limit_posts"):
        yield f"at most {asked['limit_posts']:,} posts"
    if asked.get("limit_comments"):
        yield f"at most {asked['limit_comments']:,} comments of each post"
    if asked.get("include_nsfw"):
        yield "adult content included"


def _range(asked: Any) -> str:
    if isinstance(asked, dict):
        return write_span(asked.get("from"), asked.get("to"))
    return RANGES.get(asked, f"of the last {asked}")
