"""Weighs words: what a group says again and again, and others seldom."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from pipeline.cues import plain
from pipeline.wordlists import words

WordWeights = Mapping[str, float]

# What a word of which no mention is known weighs, and the rarest one at most: a name shall not hang on a curiosity.
LEAST, MOST = 0.1, 4.0


def rarity(texts: Sequence[str]) -> WordWeights:
    """Weigh each stem by how few of all mentions hold it (inverse document frequency)."""
    holding = Counter(stem for text in texts for stem in set(content_stems(text)))
    return {
        stem: min(math.log((1 + len(texts)) / (1 + count)) + LEAST, MOST) for stem, count in sorted(holding.items())
    }


def shared_words(quotes: Sequence[str], weights: WordWeights) -> WordWeights:
    """Weigh each stem by the share of a group's quotes that hold it, and by its rarity elsewhere."""
    holding = Counter(stem for quote in quotes for stem in set(content_stems(quote)))
    return {stem: count / len(quotes) * weights.get(stem, LEAST) for stem, count in sorted(holding.items())}


def centrality(text: str, shared: WordWeights) -> float:
    """Rate how much of what a group shares stands in a text, long texts being held to more."""
    return weigh(set(content_stems(text)), shared) / math.sqrt(4 + len(text.split()))


def weigh(stems: Iterable[str], weights: WordWeights) -> float:
    return math.fsum(weights.get(stem, 0.0) for stem in stems)


# A quote is read some ten times: for rarity, for what its group shares, for its name and for its place.
@lru_cache(maxsize=50_000)
def content_stems(text: str) -> tuple[str, ...]:
    """Give the words that carry meaning, cut to a stem that "exports" and "exporting" have in common."""
    return tuple(stem_of(word) for word in _WORD.findall(plain(text)) if word not in _STOP and "n't" not in word)


_WORD = re.compile(r"[a-z0-9][a-z0-9'+#.-]*[a-z0-9+#]|[a-z0-9]")
_STOP = words("name", "stop")


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """Cut plural and verb endings off a lower-cased word; three letters stay at least."""
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


_ENDINGS = ("ing", "ied", "ies", "ed", "es", "s", "y")


def stands_in(name: str, text: str) -> bool:
    """Say whether all words of a name stand in a text, in their order."""
    waiting = iter(_written(text))
    return all(any(word == written for written in waiting) for word in _written(name))


def _written(text: str) -> list[str]:
    return _ANY_WORD.findall(plain(text))


_ANY_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
