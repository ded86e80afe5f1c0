from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.cues import plain
from training.examples import Example
from training.fit import TrainingSet, fit
from training.vocabulary import Vocabulary

PAINS = [f"the {thing} is broken again" for thing in ("door", "lamp", "clock", "phone", "radio", "bike")]
NOTHINGS = [f"the {thing} is red and round" for thing in ("door", "lamp", "clock", "phone", "radio", "bike")]


def training_set(texts: Sequence[tuple[str, ...]], pains: list[int]) -> TrainingSet:
    examples = [Example(text, pain, 0, 1.0) for text, pain in zip(texts, pains, strict=True)]
    places = [(number, sentence) for number, text in enumerate(texts) for sentence in text]
    features = [{"praise": 1.0} if "broken" in sentence else {} for _, sentence in places]
    sentences = [plain(sentence) for _, sentence in places]
    return TrainingSet(examples, [number for number, _ in places], sentences, features, [{}] * len(places))


def test_a_matrix_row_has_the_scale_that_the_table_applies():
    vocabulary = Vocabulary.of(["so slow", "so slow"], least=2)
    assert vocabulary.terms == ["slow", "so", "so slow"]
    assert np.allclose(vocabulary.matrix(["so slow"]).toarray(), 3**-0.5)
    assert vocabulary.matrix([""]).nnz == 0


def test_words_that_only_pains_hold_weigh_for_them():
    found = fit(
        training_set([(text,) for text in PAINS + NOTHINGS], [1] * 6 + [0] * 6),
        [{}] * 12,
        [1] * 6 + [0] * 6,
        column="w",
    )
    assert found.words["broken"] > 0 > found.words["red"]
    assert found.weights["w"] == 1.0


def test_only_the_likeliest_sentence_of_a_positive_text_is_taught_as_one():
    texts = [(pain, nothing) for pain, nothing in zip(PAINS, NOTHINGS, strict=True)] + [(text,) for text in NOTHINGS]
    found = fit(training_set(texts, [1] * 6 + [0] * 6), [{}] * 18, [1] * 6 + [0] * 6, column="w")
    assert found.scores[0] > 0.5 > found.scores[1]


def test_a_feature_whose_sign_makes_no_sense_is_left_out():
    texts = [(text,) for text in PAINS + NOTHINGS]
    labels = [1] * 6 + [0] * 6
    thanks = [{"thanks": 1.0}] * 6 + [{}] * 6
    assert "thanks" not in fit(training_set(texts, labels), thanks, labels, column="w").weights


def test_a_screen_keeps_all_but_the_share_it_may_lose():
    texts = [(text,) for text in PAINS + NOTHINGS]
    labels = [1] * 6 + [0] * 6
    found = fit(training_set(texts, labels), [{}] * 12, labels, column="w")
    wanted = found.accepts(0.5)
    assert (found.scores[wanted] >= found.bar_that_keeps(wanted, 0.0) - 0.001).all()
