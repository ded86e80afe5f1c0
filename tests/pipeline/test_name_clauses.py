from __future__ import annotations

import pytest

from pipeline.detect import Detector
from pipeline.name_clauses import find_clauses
from pipeline.name_trim import cut_short, find_headlines


def headlines(sentence: str) -> set[str]:
    parse = Detector.load().language(sentence)
    return {headline.text for clause in find_clauses(parse) for headline in find_headlines(clause)}


@pytest.mark.parametrize(
    ("sentence", "headline"),
    [
        ("We can't reach a human at the support desk", "Can't reach a human at the support desk"),
        ("I'm locked out of my own account", "Locked out of my own account"),
        ("There are too many notifications on my phone", "Too many notifications on my phone"),
        ("It's impossible to cancel the trial", "Impossible to cancel the trial"),
        ("The constant crashes on export are driving me mad", "Constant crashes on export"),
        ("The editor crashes on start and loses my drafts", "Editor loses my drafts"),
        ("I'd love to see an option to lock single notes", "Option to lock single notes"),
        ("They say that the parcel never arrived in the depot", "Parcel never arrived in the depot"),
    ],
)
def test_what_speech_opens_with_and_a_headline_can_do_without_is_left_off(sentence: str, headline: str):
    assert headline in headlines(sentence)


@pytest.mark.parametrize(
    ("sentence", "never"),
    [
        ("If the battery fails we call the shop", "Battery fails"),
        ("I don't think the battery fails too early", "Battery fails too early"),
        ("The only app that works on my tablet is yours", "App works on my tablet"),
        ("The maker lets me export my drafts", "Me export my drafts"),
        ("The price does not always equal the quality", "Price does not equal the quality"),
        ("The cheaper seats are more expensive than last year", "Cheaper seats are expensive than last year"),
    ],
)
def test_what_is_supposed_denied_or_only_part_of_the_meaning_is_no_headline(sentence: str, never: str):
    assert not any(headline.startswith(never) for headline in headlines(sentence))


@pytest.mark.parametrize("sentence", ["We are waiting for the spare parts of the pump", "The lack of a manual hurts"])
def test_nothing_is_cut_before_the_end_of_a_phrase(sentence: str):
    assert headlines(sentence)
    assert not any(headline.split()[-1] in ("for", "the", "of", "a", "spare") for headline in headlines(sentence))


def test_a_run_of_words_is_cut_before_a_word_that_opens_a_phrase():
    assert cut_short("one two three four of five six seven eight nine") == "one two three four"
    assert cut_short("one two three four five six seven eight the ten") == "one two three four five six seven eight"
    assert cut_short("one two the") == "one two"
