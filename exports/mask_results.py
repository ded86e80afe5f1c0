"""Takes contacts out of everything in pain points that people wrote, and marks what was changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from exports.mask_contacts import mask_contacts

# A permalink stays as it is: it would lead nowhere.
NAMES = ("name", "original_name", "note")


def mask_results(pain_points: Iterable[dict[str, Any]], *, unmask: bool) -> Iterator[dict[str, Any]]:
    """Yield pain points, and their quotes as they are asked for, each with `masked`: whether words of it were replaced.

    The `start` and `end` of a quote still count in the stored text.
    """
    for pain_point in pain_points:
        shown = _mark(pain_point, NAMES, unmask=unmask)
        if "quotes" in shown:
            shown["quotes"] = (_mark(quote, ("text",), unmask=unmask) for quote in shown["quotes"])
        yield shown


def _mark(item: dict[str, Any], written: tuple[str, ...], *, unmask: bool) -> dict[str, Any]:
    if unmask:
        return {**item, "masked": False}
    masked = {field: mask_contacts(item[field]) for field in written if item.get(field)}
    return {**item, **masked, "masked": any(item[field] != text for field, text in masked.items())}
