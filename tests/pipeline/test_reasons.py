from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.detect import Detector
from pipeline.explain import in_one_sentence, meaning_of, read_cues
from pipeline.model import LinearModel, load_detection_models
from pipeline.reasons import MOST_SHOWN, find_reasons, probability_of
from pipeline.types import Mention
from pipeline.wordlists import cue_patterns
from tests.pipeline.documents import comment

SENTENCES = [
    "The export crashes every time I try to save a long table.",
    "I wish there was a way to sort the list by date.",
    "Support never answered my ticket and I still can't log in, this is ridiculous!",
]
names = st.text("abcdef", min_size=1, max_size=3)
weights = st.floats(-3, 3)


@pytest.fixture(scope="module")
def found() -> list[Mention]:
    return list(Detector.load().detect(comment(str(n), sentence) for n, sentence in enumerate(SENTENCES)))


def test_every_mention_says_why_it_was_taken(found: list[Mention]):
    assert len(found) == len(SENTENCES)
    for mention in found:
        assert mention.reasons is not None
        assert mention.reasons.contributions
        assert probability_of(mention.reasons) >= mention.reasons.threshold


def test_a_wish_is_explained_by_the_model_of_wishes(found: list[Mention]):
    assert found[1].reasons is not None
    assert found[1].reasons.model == "wish"
    assert "wish" in dict(found[1].reasons.contributions)


@given(st.dictionaries(names, weights), st.dictionaries(names, st.floats(0, 2), max_size=12), weights)
def test_a_verdict_can_be_put_together_again(weighed: dict, features: dict, bias: float):
    model = LinearModel(bias, weighed, 0.5)
    reasons = find_reasons("pain", model, features)
    assert probability_of(reasons) == pytest.approx(model.probability(features), abs=0.003)
    assert len(reasons.contributions) <= MOST_SHOWN


@given(st.dictionaries(names, weights, min_size=8), weights)
def test_what_is_shown_weighed_most(weighed: dict, bias: float):
    reasons = find_reasons("pain", LinearModel(bias, weighed, 0.5), dict.fromkeys(weighed, 1.0))
    least_shown = min((abs(part) for _, part in reasons.contributions), default=0.0)
    shown = {name for name, _ in reasons.contributions}
    assert all(abs(weight) <= least_shown + 0.001 for name, weight in weighed.items() if name not in shown)


def test_what_speaks_against_it_is_said_apart():
    sentence = in_one_sentence(read_cues([("failure", 1.25), ("praise", -0.5)]))
    assert sentence == "It names a failure: crash, freeze, error (+1.25). Against it: it praises (-0.50)."


def test_every_cue_and_every_feature_that_weighs_has_a_meaning():
    models = load_detection_models()
    weighed = [model.weights for verdict in (models.first, models.second) for model in (verdict.pain, verdict.wish)]
    known = {*cue_patterns(), *(name for weights in weighed for name in weights)}
    assert not [name for name in known if meaning_of(name).startswith("shows the sign")]


def test_a_feature_without_a_meaning_is_shown_by_its_name():
    assert "no_such_feature" not in load_detection_models().first.pain.weights
    assert meaning_of("no_such_feature") == "shows the sign 'no such feature'"
