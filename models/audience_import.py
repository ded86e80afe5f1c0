"""Many audiences at once, all or none of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from models.audience import Audience, audiences_called, create_audience, key_of, replace_audience
from models.database import exclusive_transaction

OnConflict = Literal["refuse", "replace", "skip"]


class Entry(NamedTuple):
    """An audience to be; names of one import differ."""

    name: str
    subreddits: list[str]


class Imported(NamedTuple):
    """How many audiences an import made, replaced, and left as they were."""

    created: int
    replaced: int
    skipped: int


class NamesTaken(Exception):
    """Audiences have names that an import wants to give: `others` by the places of its entries."""

    def __init__(self, others: dict[int, Audience]) -> None:
        super().__init__(f"{len(others)} names are taken")
        self.others = others


def import_audiences(owner_id: int, entries: Sequence[Entry], *, on_conflict: OnConflict, now: datetime) -> Imported:
    """Store audiences; where one has the name already, refuse everything, replace its subreddits, or leave it.

    Raises:
      NamesTaken: Where conflicts are to be refused; nothing was stored.
    """
    with exclusive_transaction():
        present = audiences_called((entry.name for entry in entries), owner_id)
        others = {
            place: present[key_of(entry.name)] for place, entry in enumerate(entries) if key_of(entry.name) in present
        }
        if others and on_conflict == "refuse":
            raise NamesTaken(others)
        for place, entry in enumerate(entries):
            if place not in others:
                create_audience(owner_id, entry.name, entry.subreddits, now=now)
            elif on_conflict == "replace":
                replace_audience(others[place], entry.name, entry.subreddits, now=now)
    replaced = len(others) if on_conflict == "replace" else 0
    return Imported(len(entries) - len(others), replaced, len(others) - replaced)
