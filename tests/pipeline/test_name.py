from __future__ import annotations

import pytest

from pipeline.detect import Detector
from pipeline.name import Name, name_groups
from pipeline.name_words import rarity, shared_words
from tests.pipeline.documents import mention

GROUPS = [
    [
        "I really can't export my notes to PDF, it just spins",
        "Exporting notes to PDF fails every single time",
        "The PDF export of long notes is broken since the update",
    ],
    ["The subscription price doubled again", "A subscription price of $12 is too expensive for what it does"],
    ["My invoice numbers must restart each January and the program won't let me"],
    ["Update on the bracket: they cancelled my order and nobody answers the phone"],
    ["Ugh, broken!"],
    ["https://example.com/only/a/link"],
]
UNFINISHED = {"the", "a", "an", "of", "to", "for", "with", "and", "but", "or", "in", "on", "at", "my", "is", "that"}


def names(groups: list[list[str]]) -> list[Name]:
    weights = rarity([quote for quotes in groups for quote in quotes])
    shared = [shared_words(quotes, weights) for quotes in groups]
    mentions = [[mention(f"t1_{i}", quote) for i, quote in enumerate(quotes)] for quotes in groups]
    return name_groups(mentions, shared, Detector.load().language)


def plain_words(text: str) -> list[str]:
    return [word.strip('.,!:"').lower() for word in text.split()]


def test_a_name_says_only_words_of_the_quote_that_it_is_cut_from():
    for quotes, name in zip(GROUPS, names(GROUPS), strict=True):
        written = iter(plain_words(quotes[name.quote]))
        assert all(word in written for word in plain_words(name.text)), name


def test_a_name_is_short_starts_with_a_capital_and_does_not_break_off():
    for name in names(GROUPS[:4]):
        assert 3 <= len(name.text.split()) <= 9
        assert name.text[0].isupper()
        assert plain_words(name.text)[-1] not in UNFINISHED


def test_a_name_holds_what_the_group_shares():
    assert "PDF" in names(GROUPS)[0].text
    assert "subscription price" in names(GROUPS)[1].text.lower()


@pytest.mark.parametrize(
    ("quote", "name"),
    [
        ("Honestly, I really can't sync my calendar", "Can't sync my calendar"),
        ("My invoice numbers must restart each January and the program won't let me", "Invoice numbers"),
        ("Since the update the scanner crashes whenever a label is torn", "scanner crashes"),
        ("The editor loses my cursor and I have to scroll back", "Editor loses my cursor"),
    ],
)
def test_fillers_and_what_only_introduces_are_dropped(quote: str, name: str):
    assert name.lower() in names([[quote]])[0].text.lower()


def test_names_are_the_same_in_whatever_company_and_order_the_groups_come():
    alone = dict(zip(map(tuple, GROUPS), names(GROUPS), strict=True))
    backwards = GROUPS[::-1]
    assert dict(zip(map(tuple, backwards), names(backwards), strict=True)) == alone
