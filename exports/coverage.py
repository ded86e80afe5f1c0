"""What was read and what was not, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exports.dates import write_day, write_span
from exports.lists import count

# By `sources.types.CoverageStatus`; a status that is new is shown by its name.
STATUSES = {
    "complete": "read to the end",
    "capped": "read up to a limit",
    "empty": "held nothing that answers the question",
    "damaged": "read as far as it is whole",
    "missing": "is not there",
    "unreadable": "could not be read",
    "private": "is private and could not be read",
    "quarantined": "is quarantined and could not be read",
    "banned": "is banned and could not be read",
}

# Sources whose targets are subreddits; those of the others are files.
COMMUNITIES = ("reddit", "arctic_shift", "sample")


def describe_coverage(scan: dict[str, Any]) -> list[str]:
    """Return sentences: the whole first, then each target."""
    is_community = scan["source"] in COMMUNITIES
    return [*_whole(scan), *(_target(entry, is_community=is_community) for entry in scan["coverage"])]


def _whole(scan: dict[str, Any]) -> Iterator[str]:
    counts = scan["counts"]
    as_of = f", as of {write_day(scan['as_of'])}" if scan["as_of"] else ""
    yield f"Read: {count(counts['posts'], 'post')} and {count(counts['comments'], 'comment')}{as_of}."
    if counts["duplicates"]:
        repeats = count(counts["duplicates"], "text")
        yield f"Left out: the pains of {repeats} that only repeat{'s' * (counts['duplicates'] == 1)} another."
    if counts["other_languages"]:
        yield f"Not read: {count(counts['other_languages'], 'text')} in other languages than English."
    if not scan["request"].get("include_nsfw"):
        yield "Left out: what is marked as adult content."
    if scan["status"] == "partial":
        yield "The result is partial: a part of what was asked for could not be read at all."


def _target(entry: dict[str, Any], *, is_community: bool) -> str:
    name = f"r/{entry['target']}" if is_community else entry["target"]
    kept = f"{entry['fetched']:,} kept of {count(entry['asked'], 'text')} looked at" if entry["asked"] else ""
    span = write_span(entry["from"], entry["to"]) if entry["fetched"] else ""
    state = STATUSES.get(entry["status"], entry["status"])
    facts = "; ".join(part for part in (state, " ".join(filter(None, (kept, span)))) if part)
    return f"{name}: {facts}. {_sentence(entry['reason'])}".rstrip()


def _sentence(reason: str | None) -> str:
    if not reason:
        return ""
    sentence = reason[0].upper() + reason[1:]
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."
