from __future__ import annotations

import pytest

from pipeline.cues import count_cues, plain, states_trouble
from pipeline.screen import could_matter


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("I can’t export my notes", "inability"),
        ("The widget never loads", "not_working"),
        ("It takes forever to open", "slow"),
        ("They raised the price, $12 a month", "money"),
        ("I wish there was a dark mode", "wish"),
        ("I have to retype it by hand", "tedious"),
        ("We switched to paper", "switching"),
        ("You should restart it", "advice"),
        ("I can't complain", "denied"),
    ],
)
def test_a_turn_of_phrase_is_counted_under_its_name(sentence: str, cue: str):
    assert count_cues(plain(sentence))[cue] >= 1


def test_trouble_that_is_denied_is_not_counted():
    cues = count_cues(plain("It never crashed and there was not a single error"))
    assert "failure" not in cues
    assert cues["denied_trouble"] == 1


def test_what_one_can_not_wait_for_is_no_inability():
    assert "inability" not in count_cues(plain("I can't wait for the release"))


@pytest.mark.parametrize("sentence", ["the export fails", "please add tags", "too expensive for us", "i can't log in"])
def test_the_screen_lets_through_what_states_trouble(sentence: str):
    assert states_trouble(sentence)
    assert could_matter(sentence)


def test_the_screen_stops_small_talk():
    assert not could_matter("lovely weather today")
