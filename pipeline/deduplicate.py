"""Finds documents that say again, word for word or nearly so, what another said before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from pipeline.sketch import ALONE, Hashes, hash_phrases, share_buckets
from pipeline.types import Document

LEAST_WORDS_SAME = 8
LEAST_WORDS_ALIKE = 12
# People repost with a new first line or an "update" at the end: of the pairs of words, three in five are then the same.
LEAST_JACCARD = 0.6
_SETS_REMEMBERED = 5_000


def find_copies(documents: Iterable[Document]) -> dict[str, str]:
    """Map the id of each copy to the id of the kept original, the earliest of all documents alike."""
    ordered = sorted(documents, key=lambda document: (document.created_utc, document.id))
    reading = _Reading(ordered)
    buckets = share_buckets(reading.hash_long_texts())
    links = Links(len(ordered))
    links.join_equal(_crosspost_key(document) for document in ordered)
    links.join_equal(reading.keys)
    _join_alike(ordered, dict(zip(reading.long, buckets, strict=True)), links)
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


class _Reading:
    """Reads every text once: `keys` are equal where the words are, `long` numbers the texts that were hashed."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.keys: list[bytes | None] = []
        self.long: list[int] = []
        self._documents = documents

    def hash_long_texts(self) -> Iterator[Hashes]:
        for number, document in enumerate(self._documents):
            words = _words(document)
            self.keys.append(_digest(words) if len(words) >= LEAST_WORDS_SAME else None)
            if len(words) >= LEAST_WORDS_ALIKE:
                self.long.append(number)
                yield hash_phrases(words)


_WORD = re.compile(r"\w+")


def _words(document: Document) -> list[str]:
    return _WORD.findall(document.text.lower())


def _digest(words: Sequence[str]) -> bytes:
    return blake2b(" ".join(words).encode(), digest_size=16).digest()


def _crosspost_key(document: Document) -> str | None:
    """Name the post that all crossposts of it, and it itself, have in common."""
    return document.crosspost_parent or (document.id if document.is_post else None)


def _join_alike(documents: Sequence[Document], buckets: Mapping[int, NDArray[np.int32]], links: Links) -> None:
    """Join each text to the first original it nearly equals; only originals are looked up, which keeps it linear."""

    @lru_cache(maxsize=_SETS_REMEMBERED)
    def phrases(number: int) -> frozenset[int]:
        return frozenset(hash_phrases(_words(documents[number])).tolist())

    originals: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, shared in buckets.items():
        met_in = [(band, bucket) for band, bucket in enumerate(shared.tolist()) if bucket != ALONE]
        if not met_in or links.root(number) != number:
            continue
        met = sorted({other for bucket in met_in for other in originals[bucket]})
        alike = next((other for other in met if _is_alike(phrases(other), phrases(number))), None)
        if alike is not None:
            links.join(alike, number)
            continue
        for bucket in met_in:
            originals[bucket].append(number)


def _is_alike(one: frozenset[int], other: frozenset[int]) -> bool:
    """Compare the Jaccard similarity of two sets of phrases with the bar."""
    return len(one & other) >= LEAST_JACCARD * len(one | other)
