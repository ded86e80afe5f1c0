"""Reads off a regular expression the words that its matches begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any

# Python's own parser of patterns has no public name, and what type checkers know of it differs.
sre: Any = import_module("re._constants")
parser: Any = import_module("re._parser")

_LETTER = re.compile(r"\w")


def first_words(pattern: re.Pattern[str]) -> tuple[set[str], set[str]]:
    """Give the words or marks that matches begin with, and the beginnings of words after which any letter may follow.

    A word is a run of letters and digits: a match of "can't" begins with "can". Both sets may hold more than needed.

    Raises:
      ValueError: A match may begin inside a word or with a blank, or be empty.
    """
    reading = _Reading(pattern.pattern)
    reading.finish(reading.read(parser.parse(pattern.pattern, pattern.flags), {""}))
    return reading.whole, reading.begun


# What is known of a match before its first letter: nothing (""), or that a word's edge is there.
_EDGE = "\b"


class _Reading:
    """Spells out the first words of a parsed pattern, letter by letter."""

    def __init__(self, pattern: str) -> None:
        self.whole: set[str] = set()
        self.begun: set[str] = set()
        self._pattern = pattern

    def finish(self, words: set[str]) -> None:
        self.whole |= {word.removeprefix(_EDGE) for word in words}
        if "" in self.whole:
            raise ValueError(f"matches may be empty or begin with a blank: {self._pattern}")

    def read(self, items: Iterable[tuple[Any, Any]], words: set[str]) -> set[str]:
        """Read on behind the words so far; give those that may go on behind the items."""
        for kind, value in items:
            words = self._step(kind, value, words)
        return words

    def _step(self, kind: Any, value: Any, words: set[str]) -> set[str]:
        if kind is sre.LITERAL:
            return self._follow(words, chr(value))
        if kind is sre.IN and all(part is sre.LITERAL for part, _ in value):
            return _all_of(self._follow(words, chr(letter)) for _, letter in value)
        if kind is sre.BRANCH:
            return _all_of(self.read(branch, words) for branch in value[1])
        if kind is sre.SUBPATTERN:
            return self.read(value[3], words)
        if kind is sre.MAX_REPEAT and value[1] == 1:
            return self.read(value[2], words) | (words if value[0] == 0 else set())
        if kind in (sre.ASSERT, sre.ASSERT_NOT):
            return words
        if kind is sre.AT and value is sre.AT_BOUNDARY:
            self.finish(words - {"", _EDGE})
            return {_EDGE} if words & {"", _EDGE} else set()
        if _EDGE in words and not _is_word(kind, value):
            raise ValueError(f"matches may begin with a blank: {self._pattern}")
        self.begun |= {self._spell(word) for word in words}
        return set()

    def _follow(self, words: set[str], letter: str) -> set[str]:
        if _LETTER.match(letter):
            return {_EDGE + self._spell(word) + letter for word in words}
        self.finish({letter.strip() if word in ("", _EDGE) else word for word in words})
        return set()

    def _spell(self, word: str) -> str:
        if word == "":
            raise ValueError(f"matches may begin inside a word; open them with \\b: {self._pattern}")
        return word.removeprefix(_EDGE)


def _is_word(kind: Any, value: Any) -> bool:
    if kind is sre.MAX_REPEAT:
        return value[0] > 0 and len(value[2]) == 1 and _is_word(*value[2][0])
    return kind is sre.IN and value == [(sre.CATEGORY, sre.CATEGORY_WORD)]


def _all_of(sets: Iterable[set[str]]) -> set[str]:
    return set().union(*sets)
