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
    holding: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for sentence in sentences:
        holding.update({word.lower() for word in _WORD.findall(sentence)})
        inside = [match[0] for match in _WORD.finditer(sentence) if _stands_inside(sentence, match.start())]
        capital.update(word.lower() for word in inside if word[0].isupper())
        small.update(word.lower() for word in inside if word[0].islower())
    return frozenset(
        word
        for word, count in holding.items()
        if len(word) >= SHORTEST
        and count >= LEAST_SHARE * len(sentences)
        and capital[word] >= max(FEWEST_INSIDE, CAPITALS_TO_SMALL * small[word])
    )


def leave_out(texts: Iterable[str], subjects: frozenset[str]) -> list[str]:
    """Put "it" where a subject stands."""
    return [
        _NAMED.sub(lambda match: "it" if match[1].lower() in subjects else match[0], text) if subjects else text
        for text in texts
    ]


def _stands_inside(sentence: str, start: int) -> bool:
    """Say whether a word begins no sentence, by what stands before it."""
    before = sentence[:start].rstrip()[-1:]
    return before.isalnum() or before in {",", ";", ")"}


_WORD = re.compile(r"(?<![\w'’])[^\W\d_]\w*")
_NAMED = re.compile(rf"({_WORD.pattern})(?:['’]s\b)?")
