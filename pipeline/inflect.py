"""Writes out the forms of words, so that sentences need no lemmatizer to be matched with them."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.wordlists import irregular_forms

_VOWELS = "aeiou"


def verb_forms(verbs: Iterable[str]) -> frozenset[str]:
    """Give all forms of verbs: "stop", "stops", "stopping", "stopped". One form too many does no harm here."""
    irregular = irregular_forms()
    return frozenset(form for verb in verbs for form in [verb, *_regular(verb), *irregular.get(verb, [])])


def noun_forms(nouns: Iterable[str]) -> frozenset[str]:
    """Give singulars and plurals."""
    return frozenset(form for noun in nouns for form in (noun, _with_s(noun)))


def _regular(verb: str) -> list[str]:
    stem = verb
    if verb.endswith("e"):
        stem = verb[:-1]
    elif _doubles_its_end(verb):
        stem = verb + verb[-1]
    past = verb[:-1] + "ied" if verb.endswith("y") and verb[-2] not in _VOWELS else stem + "ed"
    return [_with_s(verb), stem + "ing", past]


def _doubles_its_end(verb: str) -> bool:
    ends = verb[-3:]
    return len(ends) == 3 and ends[0] not in _VOWELS and ends[1] in _VOWELS and ends[2] not in _VOWELS + "wxyrnt"


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2] not in _VOWELS else word + "s"
