from __future__ import annotations

import pytest

from pipeline.cues import plain
from pipeline.surface import read_surface, speaks_to_maker
from pipeline.wording import load_wording


@pytest.mark.parametrize(
    "text",
    ["@NorthwindAir three hours and no news", "You guys changed the menu again", "Your support team closed my ticket"],
)
def test_a_short_text_with_a_handle_or_an_address_speaks_to_the_maker(text: str):
    assert speaks_to_maker(text)


@pytest.mark.parametrize(
    "text", ["The printer jams on page two", "mail me at someone@example.org", "@me " + "long " * 99]
)
def test_other_texts_do_not(text: str):
    assert not speaks_to_maker(text)


def test_an_ill_humour_counts_once_more_where_it_is_addressed():
    sentence = plain("This is a terrible, awful mess")
    alone = read_surface(sentence, load_wording(), to_maker=False)
    addressed = read_surface(sentence, load_wording(), to_maker=True)
    assert alone["sore"] > 0
    assert addressed["sore_to_maker"] == alone["sore"]
    assert "sore_to_maker" not in alone
