from __future__ import annotations

import pytest

from pipeline.detect import Detector
from pipeline.grammar import can_stand_alone, read_grammar


def parse(sentence: str):
    return Detector.load().language(sentence)[:]


@pytest.mark.parametrize(
    ("sentence", "feature"),
    [
        ("I can't open the file.", "own_inability"),
        ("The app doesn't sync my notes.", "thing_fails_to"),
        ("The editor crashes every morning.", "thing_fails"),
        ("The app is slow.", "thing_is_bad"),
        ("There are no problems with it.", "bad_is_denied"),
        ("I have an issue with the printer.", "own_trouble"),
        ("Restart the router first.", "orders"),
        ("Please add a dark mode.", "pleads"),
        ("You should try another cable.", "addresses_you"),
        ("If it crashes, tell us.", "supposes"),
        ("How do I stop it?", "asks_how"),
    ],
)
def test_it_reads_a_feature_from_the_parse(sentence: str, feature: str):
    assert feature in read_grammar(parse(sentence))


@pytest.mark.parametrize(
    ("sentence", "feature"),
    [
        ("The editor never crashes.", "thing_fails"),
        ("The app is not slow.", "thing_is_bad"),
        ("The drive might fail.", "fails_now"),
        ("You can't miss it.", "own_inability"),
    ],
)
def test_it_does_not_read_what_is_denied_or_supposed(sentence: str, feature: str):
    assert feature not in read_grammar(parse(sentence))


def test_a_sentence_that_names_nothing_can_not_stand_alone():
    assert can_stand_alone(parse("The export drops half of my notes."))
    assert not can_stand_alone(parse("I just really hate it."))
