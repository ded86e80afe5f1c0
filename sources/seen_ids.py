"""Remembering ids in few bytes."""

from __future__ import annotations

from array import array
from hashlib import blake2b

SLOTS = 2**20


def digest(document_id: str) -> int:
    """Shorten an id to 64 bits, the same in every process (unlike Python's own hash)."""
    return int.from_bytes(blake2b(document_id.encode(), digest_size=8).digest(), "big")


class SeenIds:
    """Notices ids that come a second time, in 8 MiB whatever their number.

    Each id has one slot and takes it from whoever had it before, so a repeat goes unnoticed only if another id came
    between the two on the same slot: rare below a million documents, and the database drops what slips through.
    """

    def __init__(self) -> None:
        self._slots = array("Q", [0]) * SLOTS

    def add(self, document_id: str) -> bool:
        """Remember an id; say whether it was there already."""
        short = digest(document_id)
        slot = short % SLOTS
        known = self._slots[slot] == short
        self._slots[slot] = short
        return known
