"""Splits prose into sentences, as spans of the text they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST_SENTENCE = 400

Span = tuple[int, int]


def split_sentences(text: str) -> Iterator[Span]:
    """Yield (start, end) of each sentence, trimmed, in order; a line's end ends a sentence too.

    A title is a line of its own, hence a sentence. A sentence longer than `LONGEST_SENTENCE` is cut at clause marks.
    """
    start = 0
    for match in _BOUNDARY.finditer(text):
        if _ends_sentence(text, match):
            yield from _trim_and_cut(text, start, match.end())
            start = match.end()
    yield from _trim_and_cut(text, start, len(text))


def close_up(text: str) -> str:
    """Make every run of blanks one space, as left by masking."""
    return " ".join(text.split())


_BOUNDARY = re.compile(r"[\r\n]+|[.!?…]+[\"'”’)\]]*(?=\s)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.?g|i\.?e|etc|vs|mr|mrs|ms|dr|prof|st|no|approx|inc|ltd|co|corp|dept|fig|vol|ver|ca|jan|feb|mar|apr"
    r"|jun|jul|aug|sept?|oct|nov|dec|a\.m|p\.m|u\.s|u\.k)|(?:^|\s)[A-Z])$",
    re.I,
)
_NEVER_LAST = re.compile(r"\b(?:e\.?g|i\.?e|vs|mr|mrs|ms|dr|prof|approx|fig)$", re.I)
_LOOK_BACK = 8


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    mark = match[0]
    if mark[0] in "\r\n" or "!" in mark or "?" in mark:
        return True
    following = text[match.end() : match.end() + 40].lstrip()[:1]
    if mark.startswith(("..", "…")):
        return not following.islower()
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    if _NEVER_LAST.search(before):
        return False
    return not (_ABBREVIATION.search(before) and not following.isupper())


def _trim_and_cut(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and not _opens_prose(text[start]):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST_SENTENCE:
        cut = _clause_end(text, start, start + LONGEST_SENTENCE)
        yield start, cut
        start = cut
        while start < end and not _opens_prose(text[start]):
            start += 1
    if start < end:
        yield start, end


def _opens_prose(character: str) -> bool:
    return character.isalnum() or character in "\"'“‘([$€£#@" or ord(character) > 0x2BFF


_CLAUSE_MARK = re.compile(r"[;:,](?=\s)|\s[-–—]+(?=\s)|\)(?=\s)")


def _clause_end(text: str, start: int, limit: int) -> int:
    """Find the last clause mark of the second half of [start, limit), else the last space, else the limit."""
    middle = (start + limit) // 2
    marks = [match.end() for match in _CLAUSE_MARK.finditer(text, middle, limit)]
    if marks:
        return marks[-1]
    space = text.rfind(" ", middle, limit)
    return space if space > 0 else limit
