"""Keywords in the form that the archive's search takes."""

from __future__ import annotations

from collections.abc import Iterable


def search_words(keywords: Iterable[str]) -> list[str]:
    """Write each phrase as words that must all occur; what finds more than the phrase is filtered afterwards.

    Quotes and leading hyphens have a meaning in a search, so they go. Empty if one of the keywords cannot be searched.
    """
    searches = [_plain(keyword) for keyword in keywords if keyword.strip()]
    return list(dict.fromkeys(searches)) if all(searches) else []


def _plain(phrase: str) -> str:
    words = (word.lstrip("-") for word in phrase.replace('"', " ").split())
    return " ".join(word for word in words if any(character.isalnum() for character in word))
