"""Finds the names that a whole scan is about, such as a product's, and leaves them out of what is compared.

Ten troubles with one product share its name, and an encoder takes that for likeness.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

# A name is a subject where so many sentences hold it, and it stands with a capital inside of so many.
LEAST_SHARE = 0.04
FEWEST_INSIDE = 12
# Beside each time without a capital, so many with one.
CAPITALS_TO_SMALL = 2
SHORTEST = 3


def find_subjects(sentences: Sequence[str]) -> frozenset[str]:
    """Return the lower-cased names that many of the sentences hold."""
    holding = Counter(word for sentence in sentences for word in set(_WORD.findall(sentence)))
    capital: Counter[str] = Counter()
    for word, count in holding.items():
        if word[0].isupper():
            capital[word.lower()] += count
    least = max(LEAST_SHARE * len(sentences), FEWEST_INSIDE)
    # Where a word stands is read slowly, so only of those that are more often written with a capital than without.
    likely = [word for word, count in capital.items() if len(word) >= SHORTEST and count >= holding[word]]
    frequent = [word for word in likely if capital[word] + holding[word] >= least]
    return frozenset(word for word in frequent if _is_name(word, sentences))


def _is_name(word: str, sentences: Iterable[str]) -> bool:
    """Say whether a word is written with a capital inside of sentences."""
    written = re.compile(rf"(?<![\w'’]){re.escape(word)}(?!\w)", re.I)
    first = [
        match[0][0]
        for sentence in sentences
        for match in written.finditer(sentence)
        if _stands_inside(sentence[: match.start()])
    ]
    capitals = sum(letter.isupper() for letter in first)
    return capitals >= max(FEWEST_INSIDE, CAPITALS_TO_SMALL * (len(first) - capitals))


def _stands_inside(before: str) -> bool:
    """Say whether a word begins no sentence, by what stands before it."""
    last = before.rstrip()[-1:]
    return last.isalnum() or last in {",", ";", ")"}


def leave_out(texts: Iterable[str], subjects: frozenset[str]) -> list[str]:
    """Put "it" where a subject stands."""
    return [
        _NAMED.sub(lambda match: "it" if match[1].lower() in subjects else match[0], text) if subjects else text
        for text in texts
    ]


_WORD = re.compile(r"(?<![\w'’])[^\W\d_]\w*")
_NAMED = re.compile(rf"({_WORD.pattern})(?:['’]s\b)?")
