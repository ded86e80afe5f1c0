"""Offers to pay, which would draw together whatever is offered for."""

from __future__ import annotations

import pytest

from pipeline.offer import leave_out_offers


@pytest.mark.parametrize(
    ("sentence", "compared"),
    [
        ("Would pay for a tougher canopy", "want a tougher canopy"),
        ("I'd happily pay 2 more a month per head for a weekly box.", "want a weekly box."),
        ("I would pay extra for reminders.", "want reminders."),
        ("I'd be glad to pay for that as an add-on.", "want that as an add-on."),
        ("The export is what I would even pay double for.", "The export is what want."),
    ],
)
def test_an_offer_is_left_out_and_what_it_is_for_stays(sentence: str, compared: str) -> None:
    assert leave_out_offers([sentence]) == [compared]


@pytest.mark.parametrize(
    "sentence", ["I pay 30 a month and it crashes.", "They would not pay me back.", "Nobody pays that much for it."]
)
def test_money_that_is_the_trouble_itself_stays(sentence: str) -> None:
    assert leave_out_offers([sentence]) == [sentence]
