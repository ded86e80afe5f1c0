from __future__ import annotations

import pytest

from sources.keywords import Keywords


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("sync", "The Sync, again"),
        ("sync error", "a sync\n  ERROR"),
        ("straße", "DIE STRASSE"),
        ("café", "le cafe\u0301 noir"),
        ("can't", "I can’t"),
        ("c++", "in C++, of course"),
        (".net", "the .NET runtime"),
        ("a.b", "see a.b"),
    ],
)
def test_it_finds_a_phrase(phrase: str, text: str) -> None:
    assert Keywords([phrase]).match(text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("sync", "syncing"),
        ("sync", "async"),
        ("caf", "café"),
        ("a.b", "axb"),
        ("sync error", "sync an error"),
        ("c", "_c"),
    ],
)
def test_it_finds_whole_words_only(phrase: str, text: str) -> None:
    assert not Keywords([phrase]).match(text)


def test_any_phrase_will_do() -> None:
    assert Keywords(["zeppelin", "sync"]).match("sync")


@pytest.mark.parametrize("phrases", [[], [""], [" \n"]])
def test_no_phrases_match_everything(phrases: list[str]) -> None:
    keywords = Keywords(phrases)
    assert not keywords
    assert keywords.match("anything")
