"""Finds documents that say again, word for word or nearly so, what another said before."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

import numpy as np

from pipeline.types import Document

LEAST_WORDS_SAME = 8
LEAST_WORDS_ALIKE = 12
# People repost with a new first line or an "update" at the end: of the pairs of words, three in five are then the same.
SHINGLE_WORDS = 2
LEAST_JACCARD = 0.6
# 24 bands of 3 rows: of two texts with Jaccard .6 one pair in 350 is missed, with .1 one in 42 is looked at.
BANDS, ROWS = 24, 3
_PRIME = (1 << 31) - 1
_SEED = 20_240_229


def find_copies(documents: Iterable[Document]) -> dict[str, str]:
    """Map the id of each copy to the id of the kept original, the earliest of all documents alike."""
    ordered = sorted(documents, key=lambda document: (document.created_utc, document.id))
    words = [_words(document) for document in ordered]
    links = Links(len(ordered))
    links.join_equal(_crosspost_key(document) for document in ordered)
    links.join_equal(" ".join(said) if len(said) >= LEAST_WORDS_SAME else None for said in words)
    _join_alike(words, links)
    return {
        document.id: ordered[links.root(number)].id
        for number, document in enumerate(ordered)
        if links.root(number) != number
    }


class Links:
    """A union-find in which the lowest number of a set is its root."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self._parent[high] = low

    def join_equal(self, keys: Iterable[Hashable | None]) -> None:
        """Join numbers whose keys are equal; None equals nothing."""
        first: dict[Hashable, int] = {}
        for number, key in enumerate(keys):
            if key is not None:
                self.join(first.setdefault(key, number), number)


_WORD = re.compile(r"\w+")


def _words(document: Document) -> list[str]:
    return _WORD.findall(document.text.lower())


def _crosspost_key(document: Document) -> str | None:
    """Name the post that all crossposts of it, and it itself, have in common."""
    return document.crosspost_parent or (document.id if document.is_post else None)


def _join_alike(words: Sequence[list[str]], links: Links) -> None:
    """Join each text to the first original it nearly equals; only originals are looked up, which keeps it linear."""
    sketch = _sketcher()
    originals: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    shingles: dict[int, frozenset[int]] = {}
    for number, said in enumerate(words):
        if len(said) < LEAST_WORDS_ALIKE or links.root(number) != number:
            continue
        hashes = _shingles(said)
        bands = list(enumerate(sketch(hashes)))
        met = sorted({other for band in bands for other in originals[band]})
        alike = next((other for other in met if _is_alike(shingles[other], hashes)), None)
        if alike is not None:
            links.join(alike, number)
            continue
        shingles[number] = hashes
        for band in bands:
            originals[band].append(number)


def _shingles(words: list[str]) -> frozenset[int]:
    phrases = (" ".join(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1))
    return frozenset(zlib.crc32(phrase.encode()) for phrase in phrases)


def _sketcher() -> Callable[[frozenset[int]], Iterator[bytes]]:
    """Make a MinHash (Broder 1997) with universal hashing, cut into bands."""
    random = np.random.default_rng(_SEED)
    factors = random.integers(1, _PRIME, size=(BANDS * ROWS, 1), dtype=np.int64)
    shifts = random.integers(0, _PRIME, size=(BANDS * ROWS, 1), dtype=np.int64)

    def sketch(hashes: frozenset[int]) -> Iterator[bytes]:
        values = np.fromiter(hashes, dtype=np.int64, count=len(hashes)) % _PRIME
        minima = ((factors * values + shifts) % _PRIME).min(axis=1)
        return (minima[band * ROWS : (band + 1) * ROWS].tobytes() for band in range(BANDS))

    return sketch


def _is_alike(one: frozenset[int], other: frozenset[int]) -> bool:
    """Compare the Jaccard similarity of two sets of shingles with the bar."""
    return len(one & other) >= LEAST_JACCARD * len(one | other)
