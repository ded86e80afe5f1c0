from __future__ import annotations

import pytest

from pipeline.group import group_mentions
from pipeline.subject import find_subjects, leave_out
from tests.pipeline.documents import comment, mention

ABOUT_ONE_PRODUCT = [f"Since last week the {thing} of Wickerlog stops" for thing in "abcdefghijklmnopq"]


def test_a_name_that_many_sentences_hold_is_a_subject():
    assert find_subjects(ABOUT_ONE_PRODUCT) == {"wickerlog"}


@pytest.mark.parametrize(
    "sentences",
    [
        ABOUT_ONE_PRODUCT[:8],
        [*ABOUT_ONE_PRODUCT, *["The printer jams on the second page"] * 600],
        [sentence.lower() for sentence in ABOUT_ONE_PRODUCT],
        [f"Printers jam. Printers hum at {hour}" for hour in range(40)],
        [f"At {hour} I'm tired and I've had it" for hour in range(40)],
        [],
    ],
    ids=["few", "rare", "no name", "begins a sentence", "the speaker", "nothing"],
)
def test_other_words_are_none(sentences: list[str]):
    assert find_subjects(sentences) == frozenset()


def test_a_subject_is_replaced_wherever_it_stands_and_other_words_stay():
    texts = ["Wickerlog's sync fails, wickerlog!", "The Wickerlogs are fine", "Nothing here"]
    assert leave_out(texts, frozenset({"wickerlog"})) == [
        "it sync fails, it!",
        "The Wickerlogs are fine",
        "Nothing here",
    ]


def test_without_a_subject_texts_stay_as_they_are():
    assert leave_out(["It's Wickerlog’s fault"], frozenset()) == ["It's Wickerlog’s fault"]


def test_a_products_name_alone_does_not_make_a_group():
    troubles = [
        "The invoices of Wickerlog show a wrong total",
        "My child cannot reach the pedals in Wickerlog",
        "I waited nine days for an answer from Wickerlog",
        "Printing a map from Wickerlog leaves it blank",
        "The battery is empty by noon because of Wickerlog",
        "Nobody can hear me on a call with Wickerlog",
        "The pale grey letters in Wickerlog hurt my eyes",
    ]
    texts = [text.replace("Wickerlog", f"Wickerlog {place}") for place in ("here", "again") for text in troubles]
    documents = {f"t1_{i}": comment(str(i), text) for i, text in enumerate(texts)}
    mentions = [mention(f"t1_{i}", text) for i, text in enumerate(texts)]
    groups = group_mentions(mentions, documents, "minilm").groups
    assert groups[: len(troubles)] == groups[len(troubles) :]
    assert len(set(groups)) == len(troubles)
