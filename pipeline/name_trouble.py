"""Knows the words for trouble that a name can turn on."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.cues import plain
from pipeline.wordlists import phrases


@lru_cache(maxsize=50_000)
def rate_trouble(text: str) -> float:
    """Rate the words for a trouble: none says little, a faint one ("only", "price") less than an outright one."""
    said = plain(text)
    if _DENIED.search(said):
        return 0.2
    found = {word for word in said.split() if _names_trouble(word.strip(_MARKS))}
    found.update(_TROUBLE_PHRASE.findall(said))
    if found:
        return 1.0 if len(found) == 1 else 1.1
    return 0.75 if _FAINT.search(said) else 0.25


def hints_at_trouble(word: str) -> bool:
    """Say whether a lower-cased word names a trouble, be it faintly."""
    return _names_trouble(word) or bool(_FAINT.fullmatch(word))


@lru_cache(maxsize=50_000)
def _names_trouble(word: str) -> bool:
    return bool(_TROUBLE.fullmatch(word))


_MARKS = ",.;:!?'\"()*"
_TROUBLE = re.compile(phrases("name", "trouble"))
_TROUBLE_PHRASE = re.compile(phrases("name", "trouble_phrases"))
_FAINT = re.compile(phrases("name", "faint_trouble"))
# "No problems", "never crashed", "couldn't wait": what looks like trouble and is none.
_DENIED = re.compile(phrases("name", "denied_trouble"))
