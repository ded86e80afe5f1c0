from __future__ import annotations

import pytest

from pipeline.cues import count_cues, plain
from pipeline.judge import choose_category, rate_intensity, rate_intent_to_pay


def cues(sentence: str) -> dict[str, float]:
    return count_cues(plain(sentence))


@pytest.mark.parametrize(
    ("sentence", "category"),
    [
        ("The editor crashes with an error", "broken"),
        ("It takes forever and lags", "slow"),
        ("The subscription is overpriced", "expensive"),
        ("I have no idea how rules work, so confusing", "confusing"),
        ("I have to copy and paste it by hand", "tedious"),
        ("There is no option to sort", "missing"),
        ("I cancelled and switched to paper", "switching"),
        ("Does anyone know more about it?", "question"),
    ],
)
def test_the_category_follows_the_words(sentence: str, category: str):
    assert choose_category(cues(sentence), pain=0.9, wish=0.1) == category


def test_a_wish_that_is_likelier_than_a_complaint_is_a_wish():
    assert choose_category(cues("I wish the export was not so slow"), pain=0.3, wish=0.8) == "wish"


def test_anger_is_more_intense_than_a_remark():
    mild, angry = "The export is slow", "I HATE this useless export, it fails every single time!"
    assert 0 <= rate_intensity(cues(mild), mild) < rate_intensity(cues(angry), angry) <= 1


def test_readiness_to_pay_is_graded():
    said, hinted, nothing = "I'd gladly pay for a fix", "I paid for the plan and it fails", "The export is slow"
    rated = [rate_intent_to_pay(cues(text), text) for text in (said, hinted, nothing)]
    assert rated == [1.0, 0.5, 0.0]
