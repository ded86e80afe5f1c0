"""Sketches texts, so that those which share most of their phrases are found without comparing each with each."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

# 24 bands of 3 rows: of two texts with Jaccard .6 one pair in 350 is missed, with .1 one in 42 is looked at.
BANDS, ROWS = 24, 3
# Each takes 72 products of 8 bytes.
PHRASES_AT_ONCE = 20_000
ALONE = -1
_random = np.random.default_rng(20_240_229)
_FACTORS = _random.integers(0, 1 << 63, size=(BANDS * ROWS, 1), dtype=np.uint64) * 2 + 1
_MIXED = _random.integers(0, 1 << 63, size=(1, ROWS, 1), dtype=np.uint64) * 2 + 1
_PAIRED = np.uint64(0x9E3779B97F4A7C15)


def hash_phrases(words: Sequence[str]) -> Hashes:
    """Hash each two words that stand side by side."""
    hashes = np.fromiter(map(_hash_word, words), dtype=np.uint64, count=len(words))
    return hashes[:-1] * _PAIRED + hashes[1:]


@lru_cache(maxsize=100_000)
def _hash_word(word: str) -> int:
    return zlib.crc32(word.encode())


def share_buckets(texts: Iterable[Hashes]) -> NDArray[np.int32]:
    """Give int32 (texts, BANDS): in each band, texts with equal numbers may be alike; ALONE meets no other.

    A MinHash (Broder 1997) with multiplicative hashing. `texts` are hashes of phrases, at least one each.
    """
    bands = [_sketch(some) for some in _batches(texts)]
    if not bands:
        return np.zeros((0, BANDS), dtype=np.int32)
    return np.stack([_number_repeated(band) for band in np.concatenate(bands, axis=1)], axis=1)


def _batches(texts: Iterable[Hashes]) -> Iterator[list[Hashes]]:
    batch: list[Hashes] = []
    phrases = 0
    for hashes in texts:
        batch.append(hashes)
        phrases += len(hashes)
        if phrases >= PHRASES_AT_ONCE:
            yield batch
            batch, phrases = [], 0
    if batch:
        yield batch


def _sketch(texts: Sequence[Hashes]) -> Hashes:
    """Give uint64 (BANDS, texts)."""
    starts = np.cumsum([0, *(len(hashes) for hashes in texts[:-1])])
    minima = np.minimum.reduceat(_FACTORS * np.concatenate(texts), starts, axis=1)
    bands: Hashes = (minima.reshape(BANDS, ROWS, len(texts)) * _MIXED).sum(axis=1, dtype=np.uint64)
    return bands


def _number_repeated(keys: Hashes) -> NDArray[np.int32]:
    _, numbers, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return np.where(counts[numbers] > 1, numbers, ALONE).astype(np.int32)
