"""Whether a text holds every one of some words, asked of the database."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import Any

from peewee import fn

from models.database import is_sqlite


def holds_every(text: Any, words: tuple[str, ...]) -> Any:
    """Make the condition that `text`, an expression, holds all `words` anywhere, without regard to case.

    PostgreSQL folds case as the locale of its database has it: under `C`, only a to z.
    """
    if is_sqlite():
        return fn.holds_all(text, *(word.casefold() for word in words))
    return reduce(and_, (fn.STRPOS(fn.LOWER(text), word.lower()) > 0 for word in words))
