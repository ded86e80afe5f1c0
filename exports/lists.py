"""Lists in sentences."""

from __future__ import annotations

from collections.abc import Sequence


def join_words(words: Sequence[str], *, last: str = "and") -> str:
    """Write a, b and c."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def count(number: int, noun: str) -> str:
    """Write a number with its noun, the plural by an s."""
    return f"{number:,} {noun}{'s' * (number != 1)}"
