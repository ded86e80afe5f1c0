from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from pipeline.cached_encoder import remember
from pipeline.embed import EncoderName, Vectors, load_encoder

TEXTS = ["The export fails", "It is too expensive", "The export fails"]


class CountingEncoder:
    name: EncoderName = "minilm"

    def __init__(self, version: str = "1") -> None:
        self.version = version
        self.read: list[str] = []

    def encode(self, texts: list[str]) -> Vectors:
        self.read += texts
        return np.array([[len(text), 1] for text in texts], dtype=np.float32).reshape(len(texts), 2)


class MemoryCache:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, bytes], bytes] = {}

    def find(self, encoder: str, hashes: Sequence[bytes]) -> Mapping[bytes, bytes]:
        return {hash: self.kept[encoder, hash] for hash in hashes if (encoder, hash) in self.kept}

    def keep(self, encoder: str, vectors: Mapping[bytes, bytes]) -> None:
        self.kept |= {(encoder, hash): vector for hash, vector in vectors.items()}


def test_a_text_is_read_once():
    encoder, cache = CountingEncoder(), MemoryCache()
    expected = encoder.encode(TEXTS)
    encoder.read.clear()
    for _ in range(2):
        assert np.array_equal(remember(encoder, cache).encode(TEXTS), expected)
    assert encoder.read == TEXTS[:2]
    remember(encoder, cache).encode([*TEXTS, "new"])
    assert encoder.read == [*TEXTS[:2], "new"]


def test_another_version_reads_anew():
    cache = MemoryCache()
    remember(CountingEncoder("1"), cache).encode(TEXTS)
    newer = CountingEncoder("2")
    remember(newer, cache).encode(TEXTS)
    assert newer.read == TEXTS[:2]


def test_no_text_gives_no_rows_of_the_right_width():
    assert remember(CountingEncoder(), MemoryCache()).encode([]).shape == (0, 2)


def test_the_static_table_is_faster_than_a_cache_and_has_none():
    static = load_encoder("static", 1)
    assert remember(static, MemoryCache()) is static
    assert remember(CountingEncoder(), None).name == "minilm"
