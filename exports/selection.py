"""Which of a scan's pain points a file holds, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from exports.lists import count, join_words

# By the names of the list's filters.
PHRASES: Mapping[str, Callable[[Any], str]] = {
    "ids": lambda ids: "chosen by hand",
    "q": lambda words: f"that speak of “{words}”",
    "min_score": lambda score: f"with a score of {score:g} or more",
    "min_intent_to_pay": lambda intent: f"whose intent to pay is {intent:.0%} or more",
    "subreddit": lambda name: f"seen in r/{name}",
    "category": lambda category: f"of the category {category}",
    "confidence": lambda level: f"of {level} confidence",
    "state": lambda state: f"that are {state} since the scan before",
    "starred": lambda starred: "that are starred" if starred == "true" else "that are not starred",
    "rejected": lambda rejected: "that were rejected" if rejected == "true" else "rejected ones included",
}
ORDERS = {
    "score": "the highest score first",
    "mentions": "the most mentioned first",
    "authors": "the most authors first",
    "newest": "the newest first",
    "oldest": "the oldest first",
    "name": "by name",
    "intent_to_pay": "the most willing to pay first",
}


def describe_selection(filters: Mapping[str, Any], *, chosen: int, found: int) -> str:
    """Say it in a sentence; `found` counts all that the scan has now, `filters` may hold `sort`."""
    phrases = [phrase(filters[name]) for name, phrase in PHRASES.items() if filters.get(name) is not None]
    shown = count(chosen, "pain point") if phrases or chosen != found else f"all {count(chosen, 'pain point')}"
    which = f", {join_words(phrases)}" if phrases else ""
    of = f" (of {found:,} in the scan)" if chosen != found else ""
    return f"{shown[0].upper()}{shown[1:]}{which}{of}, {ORDERS[filters.get('sort') or 'score']}."
