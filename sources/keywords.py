"""Keywords as a reader means them: whole words, case and spacing ignored."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable


class Keywords:
    """A set of phrases; a text matches if it holds any of them between word borders. No phrases match every text."""

    def __init__(self, phrases: Iterable[str]) -> None:
        patterns = [_pattern(phrase) for phrase in phrases if phrase.strip()]
        self._any = re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)") if patterns else None

    def __bool__(self) -> bool:
        return self._any is not None

    def match(self, text: str) -> bool:
        """Say whether a text holds one of the phrases."""
        return self._any is None or self._any.search(_fold(text)) is not None


def _pattern(phrase: str) -> str:
    return r"\s+".join(re.escape(word) for word in _fold(phrase).split())


def _fold(text: str) -> str:
    """Make equal what reads equal: case, composed and decomposed letters, straight and curly apostrophes."""
    return unicodedata.normalize("NFC", text.casefold()).replace("’", "'")
