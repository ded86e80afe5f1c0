"""The contextual model: what it rates, that its file is the one that was trained, and what it learns from."""

from __future__ import annotations

import hashlib
import json

import pytest

from pipeline.contextual import MOST_PIECES, PAIN, SUREST, WEIGHTS, WISH, could_hurt, load_contextual
from training.contextual.__main__ import label_sentences
from training.examples import Example

# Each pair in nearly the same words: only the whole sentence tells them apart.
PAIRS = [
    ("The export crashed every day this week.", "The export crashed every day until they fixed it last week."),
    ("I can't find any way to turn off the reminders.", "You can turn off the reminders in any way you like."),
    ("The zip broke after two days and they refuse a refund.", "The zip broke, but they sent a new one in two days."),
]


@pytest.mark.parametrize(("pain", "none"), PAIRS)
def test_it_tells_a_pain_from_none_in_the_same_words(pain: str, none: str) -> None:
    model = load_contextual()

    assert model.read(pain)[PAIN] > model.read(none)[PAIN] + 1.0


def test_it_rates_a_wish_as_a_wish() -> None:
    rated = load_contextual().read("I wish the calendar could show two weeks side by side.")

    assert rated[WISH] > 1.0 > rated[PAIN]


def test_a_rating_stays_within_bounds_however_long_the_sentence() -> None:
    rated = load_contextual().read("it crashes again " * MOST_PIECES)

    assert all(abs(value) <= SUREST for value in rated.values())


def test_what_it_surely_takes_for_neither_is_not_parsed() -> None:
    assert not could_hurt({PAIN: -4.0, WISH: -3.0})
    assert could_hurt({PAIN: -4.0, WISH: 0.0})


def test_the_file_is_the_one_that_was_trained() -> None:
    provenance = json.loads(WEIGHTS.with_suffix(".json").read_text(encoding="utf-8"))

    assert hashlib.sha256(WEIGHTS.read_bytes()).hexdigest() == provenance["sha256"]


def test_a_text_with_a_pain_is_learned_as_a_whole_and_one_without_by_its_sentences() -> None:
    sentences = ("It broke.", "I paid a lot.")
    examples = [Example(sentences, 1, 0, 1.0), Example(sentences, 0, 0, 0.5)]

    rows = [(row["text"], row["pain"], row["weight"]) for row in label_sentences(examples)]

    assert rows == [("It broke. I paid a lot.", 1, 1.0), ("It broke.", 0, 0.5), ("I paid a lot.", 0, 0.5)]
