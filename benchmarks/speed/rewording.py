"""Rewords texts so that copies of one corpus are as costly to read as new documents, and no copies to the engine.

In round k each word is exchanged for the one k places further in its block of words of like frequency, everywhere the
same. Short words stay, and those that pains are stated with: a pain stays one, about something else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from pipeline.first_words import first_words
from pipeline.screen import could_matter
from pipeline.wordlists import cue_patterns

_WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 4
WORDS_IN_A_BLOCK = 40


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Count the words that may be exchanged."""
    counts = Counter(word for text in texts for word in _WORD.findall(text.lower()))
    return Counter({word: count for word, count in counts.items() if not _is_kept(word)})


def plan_swaps(counts: Mapping[str, int], number: int) -> dict[str, str]:
    """Map each word to the one that takes its place in round `number`; round 0 exchanges nothing."""
    by_frequency = sorted(counts, key=lambda word: (-counts[word], word))
    swaps: dict[str, str] = {}
    for start in range(0, len(by_frequency), WORDS_IN_A_BLOCK):
        block = by_frequency[start : start + WORDS_IN_A_BLOCK]
        swaps |= {word: block[(place + number) % len(block)] for place, word in enumerate(block)}
    return swaps


def reword(text: str, swaps: Mapping[str, str]) -> str:
    """Exchange words, keeping capitals at their beginning and words in capitals."""
    return _WORD.sub(lambda match: _like(match[0], swaps.get(match[0].lower(), match[0])), text)


def _like(old: str, new: str) -> str:
    if old.isupper() and len(old) > 1:
        return new.upper()
    return new.capitalize() if old[0].isupper() else new


def _is_kept(word: str) -> bool:
    return len(word) < SHORTEST or could_matter(word) or word in _cue_words()


@cache
def _cue_words() -> frozenset[str]:
    """Collect the words that the engine's turns of phrase begin with."""
    return frozenset(word for pattern in cue_patterns().values() for word in first_words(pattern)[0])
