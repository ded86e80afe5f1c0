from __future__ import annotations

import pytest

from pipeline.name import name_group, rarity

GROUPS = [
    [
        "I really can't export my notes to PDF, it just spins",
        "Exporting notes to PDF fails every single time",
        "The PDF export of long notes is broken since the update",
    ],
    ["The subscription price doubled again", "A subscription price of $12 is too expensive for what it does"],
    ["Ugh, broken!"],
    ["https://example.com/only/a/link"],
]
WEIGHTS = rarity([quote for quotes in GROUPS for quote in quotes])


@pytest.mark.parametrize("quotes", GROUPS)
def test_a_name_says_only_words_that_were_written(quotes: list[str]):
    written = {word.strip(".,!").lower() for quote in quotes for word in quote.split()}
    assert {word.strip(".,!").lower() for word in name_group(quotes, WEIGHTS).split()} <= written


def test_a_name_holds_what_the_group_shares():
    name = name_group(GROUPS[0], WEIGHTS)
    assert "PDF" in name
    assert 3 <= len(name.split()) <= 9
    assert name[0].isupper()


def test_the_first_person_and_fillers_are_dropped():
    assert (
        name_group(["Honestly, I really can't sync my calendar"], rarity(["sync calendar"])) == "Can't sync my calendar"
    )


def test_the_name_is_the_same_whatever_the_set_order():
    assert len({name_group(GROUPS[0], dict(sorted(WEIGHTS.items(), reverse=flip))) for flip in (True, False)}) == 1
