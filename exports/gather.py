"""Fewer and larger pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

PIECE_BYTES = 32_768


def gather(chunks: Iterable[str]) -> Iterator[bytes]:
    """Join small pieces, so that each costs a network or a disk no call of its own, and encode them."""
    waiting = bytearray()
    for chunk in chunks:
        waiting += chunk.encode()
        if len(waiting) >= PIECE_BYTES:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)
