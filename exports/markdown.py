"""Markdown (CommonMark), for wikis, issues and editors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exports.dates import write_day, write_moment
from exports.escape_markdown import escape_block, escape_line, link
from exports.lists import count
from exports.report import Report

END = "*End of the report.*"
SECTIONS = (("Method", "method"), ("Coverage", "coverage"), ("Terms and privacy", "terms"))


def write_markdown(report: Report) -> Iterator[str]:
    """Yield headings, lists and quotes; `END` is the last line of a whole one."""
    yield from _introduction(report.about)
    for rank, pain_point in enumerate(report.pain_points, start=1):
        yield from _pain_point(rank, pain_point)
    yield f"\n---\n\n{END}\n"


def _introduction(about: dict[str, Any]) -> Iterator[str]:
    yield f"# {escape_line(about['title'])}\n\n"
    yield f"{escape_line(about['question'])}\n\n"
    yield f"{escape_line(about['selection'])} {count(about['quotes'], 'quote')}. "
    yield f"Written by PainPointRadar on {write_moment(about['exported_at'])} from the scan `{about['scan']['id']}`.\n"
    for heading, field in SECTIONS:
        yield f"\n## {heading}\n\n"
        yield from (f"- {escape_line(sentence)}\n" for sentence in about[field])
    yield f"- {escape_line(about['privacy'])}\n"
    yield "\n## Pain points\n"


def _pain_point(rank: int, shown: dict[str, Any]) -> Iterator[str]:
    yield f"\n### {rank}\\. {escape_line(shown['name'])}\n\n"
    yield f"Score **{shown['score']:g}** · {shown['category']} · {_who(shown)} · {_when(shown)}\n\n"
    yield f"{', '.join(_places(shown))}\n"
    if shown["note"]:
        yield f"\n{escape_block('Note: ' + shown['note'], prefix='')}\n"
    if shown["masked"]:
        yield "\nContacts in this name or note are masked.\n"
    for quote in shown["quotes"]:
        yield from _quote(quote)


def _who(shown: dict[str, Any]) -> str:
    at_most = "" if shown["authors_known"] else "at most "
    mentions, authors = count(shown["mentions"], "mention"), count(shown["authors"], "author")
    return f"{mentions} by {at_most}{authors} · {shown['confidence']['level']} confidence"


def _when(shown: dict[str, Any]) -> str:
    first, last = write_day(shown["first_seen"]), write_day(shown["last_seen"])
    return first if first == last else f"{first} to {last}"


def _places(shown: dict[str, Any]) -> Iterator[str]:
    yield from (f"{escape_line('r/' + share['name'])} ({share['mentions']:,})" for share in shown["subreddits"])


def _quote(quote: dict[str, Any]) -> Iterator[str]:
    where = link(f"r/{quote['subreddit']}, {write_day(quote['created_utc'])}", quote["permalink"])
    votes = "" if quote["upvotes"] is None else f", {count(quote['upvotes'], 'vote')}"
    masked = ", contacts masked" if quote["masked"] else ""
    yield f"\n{escape_block(quote['text'], prefix='> ')}\n>\n> — {where}{votes}{masked}\n"
