"""Recognises documents that are not in English: the engine knows English only, and says how much it could not read.

Words of a sentence that hardly any other language has clear nearly every English document at once; a classifier
(py3langid) looks at the rest. Where there is too little to judge by, a document passes as English.
"""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from pipeline.clean import own_prose
from pipeline.types import Document
from pipeline.wordlists import words

_ENGLISH_WORDS = words("identify_language", "english")
_PLAINLY_ENGLISH = 0.05
# Fewer words, or letters where words are not set apart, are names, laughter and lists as often as they are a language.
LEAST_WORDS = 5
LEAST_LETTERS = 10
# On 32,066 documents of English-speaking communities, only foreign ones fell below; so did lines in which English words
# stand in foreign grammar. Terse English, lists of parts and slang lie above .002.
_MOST_FOR_ENGLISH = 0.001
_NO_LANGUAGE = "zxx"
# How much is read: a document's first lines show its language.
_LOOKED_AT = 400


def is_other_language(document: Document) -> bool:
    """Say whether a document is written in another language than English."""
    text = document.text[:_LOOKED_AT]
    if not _is_doubtful(text):
        return False
    prose = " ".join(own_prose(document).split())[:_LOOKED_AT]
    return _is_doubtful(prose) and _is_foreign(prose)


def _is_doubtful(text: str) -> bool:
    said = text.lower().split()
    if len(said) < LEAST_WORDS:
        return not text.isascii() and sum(not letter.isascii() for letter in text if letter.isalpha()) >= LEAST_LETTERS
    return sum(map(_ENGLISH_WORDS.__contains__, said)) < _PLAINLY_ENGLISH * len(said)


def _is_foreign(prose: str) -> bool:
    ranking: list[tuple[str, float]] = _load_identifier().rank(prose)
    return ranking[0][0] != _NO_LANGUAGE and dict(ranking)["en"] < _MOST_FOR_ENGLISH


@cache
def _load_identifier() -> LanguageIdentifier:
    """Load the classifier, once a process and only where a document is doubtful: half a second, 80 MB."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
