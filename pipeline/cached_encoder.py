"""An encoder that remembers: scans of one question mostly see the texts that the last one saw."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np

from pipeline.embed import Encoder, EncoderName, Vectors

HASH_BYTES = 16


class VectorCache(Protocol):
    """Keeps vectors as long as it has room; it may forget any at any time."""

    def find(self, encoder: str, hashes: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """Return what is known of the hashes: the float32 bytes of a vector by the hash of its text."""
        ...

    def keep(self, encoder: str, vectors: Mapping[bytes, bytes]) -> None: ...


class CachedEncoder:
    """`encoder`, asked only for texts that `cache` does not know."""

    def __init__(self, encoder: Encoder, cache: VectorCache) -> None:
        self.name: EncoderName = encoder.name
        self.version = encoder.version
        self._encoder = encoder
        self._cache = cache

    def encode(self, texts: list[str]) -> Vectors:
        key = f"{self.name} {self.version}"
        hashes = [hashlib.blake2b(text.encode(), digest_size=HASH_BYTES).digest() for text in texts]
        known = dict(self._cache.find(key, hashes))
        missing = {hash: text for hash, text in zip(hashes, texts, strict=True) if hash not in known}
        if missing or not texts:
            encoded = self._encoder.encode(list(missing.values()))
            if not texts:
                return encoded
            new = {hash: vector.tobytes() for hash, vector in zip(missing, encoded, strict=True)}
            self._cache.keep(key, new)
            known |= new
        return np.frombuffer(b"".join(known[hash] for hash in hashes), dtype=np.float32).reshape(len(texts), -1)


def remember(encoder: Encoder, cache: VectorCache | None) -> Encoder:
    """Put the cache before an encoder that is slower than it: the static table is not."""
    return encoder if cache is None or encoder.name == "static" else CachedEncoder(encoder, cache)
