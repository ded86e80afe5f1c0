from __future__ import annotations

import random

import pytest

from pipeline.detect import Detector
from pipeline.name import Name, name_groups
from pipeline.name_words import content_stems, rarity, shared_words, stands_in
from pipeline.types import Mention
from tests.pipeline.documents import mention
from tests.pipeline.naming import GROUPS

ODD_GROUPS = {
    "hardly a word": ["Ugh, broken!"],
    "no word": ["https://example.com/only/a/link"],
    "no verb": ["404", "404 again"],
    "no end": ["and so on " * 60 + "it fails"],
    "no letters": ["!!! ??? ..."],
    "another script": ["Приложение не работает"],
}
NEVER_LAST = {
    *("a", "an", "the", "my", "our", "your", "their", "this", "these", "and", "or", "but", "because", "if", "than"),
    *("of", "to", "for", "from", "with", "at", "into", "by", "is", "are", "was", "be", "not", "very", "which", "that"),
}


def names(groups: dict[str, list[str]]) -> dict[str, Name]:
    mentions = [mentions_of(quotes) for quotes in groups.values()]
    weights = rarity([quote for quotes in groups.values() for quote in quotes])
    shared = [shared_words(quotes, weights) for quotes in groups.values()]
    return dict(zip(groups, name_groups(mentions, shared, Detector.load().language), strict=True))


def mentions_of(quotes: list[str]) -> list[Mention]:
    return [mention(f"t1_{number}", quote) for number, quote in enumerate(quotes)]


@pytest.fixture(scope="module")
def named() -> dict[str, Name]:
    return names({situation: quotes for situation, (quotes, _) in GROUPS.items()})


@pytest.mark.parametrize("situation", GROUPS)
def test_a_name_says_what_is_wrong_with_what(situation: str, named: dict[str, Name]):
    assert named[situation].text in GROUPS[situation][1]


@pytest.mark.parametrize("situation", GROUPS)
def test_a_name_stands_in_the_quote_it_is_cut_from(situation: str, named: dict[str, Name]):
    name = named[situation]
    quote = GROUPS[situation][0][name.quote]
    assert stands_in(name.text, quote)
    assert set(content_stems(name.text)) <= set(content_stems(quote))


@pytest.mark.parametrize("situation", GROUPS)
def test_a_name_is_a_headline_of_three_to_nine_words(situation: str, named: dict[str, Name]):
    said = named[situation].text.split()
    assert 3 <= len(said) <= 9
    assert said[0][0].isupper()
    assert said[-1].lower() not in NEVER_LAST
    assert not said[-1].endswith((",", ":", "-"))


def test_names_of_groups_do_not_depend_on_each_other_or_on_the_order_of_quotes(named: dict[str, Name]):
    chance = random.Random(5)
    shuffled = {situation: chance.sample(quotes, len(quotes)) for situation, (quotes, _) in GROUPS.items()}
    again = names(dict(reversed(shuffled.items())))
    assert {situation: again[situation].text for situation in named} == {
        situation: name.text for situation, name in named.items()
    }


@pytest.mark.parametrize("quotes", ODD_GROUPS.values(), ids=ODD_GROUPS)
def test_what_cannot_be_cut_is_still_named_in_its_own_words(quotes: list[str]):
    name = names({"odd": quotes})["odd"]
    assert name.text
    assert len(name.text.split()) <= 9
    assert stands_in(name.text, quotes[name.quote])


def test_a_word_that_the_group_shares_beats_a_curiosity():
    groups = {
        "mixed": [
            "The badger mascot looks terrible in the purple newsletter",
            "Uploads fail on slow connections",
            "Every second upload fails",
            "My uploads fail at ninety percent",
        ],
        "other": ["The newsletter has too many pictures", "I hate the newsletter"],
    }
    assert "upload" in names(groups)["mixed"].text.lower()


def test_a_surer_mention_gives_the_name():
    quotes = ["The lid of the blender broke", "The jug of the blender broke"]
    shared = shared_words(quotes, rarity(quotes))
    for surer in (0, 1):
        mentions = [
            mention(f"t1_{i}", quote, probability=0.95 if i == surer else 0.5) for i, quote in enumerate(quotes)
        ]
        assert name_groups([mentions], [shared], Detector.load().language)[0].quote == surer


def test_a_quote_that_is_read_at_a_glance_gives_the_name_before_a_long_one():
    quotes = ["The lid of the blender broke", "The jug of the blender broke"]
    for long in (0, 1):
        texts = [quote + ", and nobody at the shop knows why" * 8 * (i == long) for i, quote in enumerate(quotes)]
        shared = shared_words(texts, rarity(texts))
        assert name_groups([mentions_of(texts)], [shared], Detector.load().language)[0].quote == 1 - long


@pytest.mark.parametrize(
    ("quote", "name"),
    [
        ("I also have not been able to print the labels", "Have not been able to print the labels"),
        ("I've been looking for a label printer", "Looking for a label printer"),
    ],
)
def test_what_says_nothing_without_the_speaker_goes_with_him(quote: str, name: str):
    assert names({"one": [quote]})["one"].text == name


def test_no_groups_have_no_names():
    assert name_groups([], [], Detector.load().language) == []
