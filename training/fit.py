"""Fits one linear model over named features and words together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from training.examples import Example
from training.vocabulary import Vocabulary

ROUNDS = 3
REGULARISATION = 0.5
LEAST_SENTENCES = 3
# How dear a word's weight is beside a named feature's: the larger, the more the words are listened to.
WORD_SCALE = 2.0
Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """Sentences with features; sentence i stands in the example number `text_of[i]`."""

    examples: list[Example]
    text_of: list[int]
    sentences: list[str]
    surface: list[dict[str, float]]
    grammar: list[dict[str, float]]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model whose `weights` count the sum over `words` as one feature; `scores` are the training sentences'."""

    bias: float
    weights: dict[str, float]
    words: dict[str, float]
    scores: NDArray[Any]
    threshold: float = 0.5

    def with_threshold(self, threshold: float) -> Fitted:
        return replace(self, threshold=threshold)

    def joined_with(self, feature: str, share: float) -> Fitted:
        """Count another model's log-odds, given as a feature, for `share` of the verdict, and these for the rest."""
        weights = {name: (1 - share) * weight for name, weight in self.weights.items()}
        return replace(self, bias=(1 - share) * self.bias, weights=weights | {feature: share})

    def accepts(self, threshold: float) -> NDArray[Any]:
        return self.scores >= threshold

    def bar_that_keeps(self, wanted: NDArray[Any], lost: float) -> float:
        """Return the threshold under which a share `lost` of the wanted sentences falls."""
        return round(float(np.quantile(self.scores[wanted], lost)), 3)


def fit(training_set: TrainingSet, features: Sequence[Features], labels: Sequence[int], *, column: str) -> Fitted:
    """Fit a logistic regression, again without any feature whose weight has a sign that makes no sense."""
    text_of = np.array(training_set.text_of)
    label_of = np.array([labels[text] for text in text_of])
    weight_of = np.array([training_set.examples[text].weight for text in text_of])
    vocabulary = Vocabulary.of(training_set.sentences, least=LEAST_SENTENCES)
    words = WORD_SCALE * vocabulary.matrix(training_set.sentences)
    dropped: set[str] = set()
    while True:
        vectorizer = DictVectorizer()
        named = vectorizer.fit_transform([_without(found, dropped) for found in features])
        rows = hstack([named, words]).tocsr()
        model = _fit_by_likeliest_sentence(rows, text_of, label_of, weight_of)
        cut = len(vectorizer.feature_names_)
        weights = dict(zip(vectorizer.feature_names_, model.coef_[0][:cut].tolist(), strict=True))
        senseless = {name for name, weight in weights.items() if weight * EXPECTED_SIGN.get(name, weight) < 0}
        if not senseless:
            return Fitted(
                float(model.intercept_[0]),
                weights | {column: 1.0},
                vocabulary.named(WORD_SCALE * model.coef_[0][cut:]),
                model.predict_proba(rows)[:, 1],
            )
        dropped |= senseless


# The training sets are too small and too narrow to say everything; what a feature means is known beforehand.
_SOFTENING = """
    denied solved thanks advice joking private_life announcing relief past hypothetical very_short very_long
    denied_trouble bad_is_denied orders addresses_you supposes speaks_of_others friendly friendly_to_maker
"""
_HARDENING = """
    inability not_working failure trouble recurrence waiting money confusing tedious annoyance poor excess lack in_vain
    workaround switching own own_inability thing_fails thing_fails_to thing_is_bad own_trouble sore_to_maker
"""
EXPECTED_SIGN = dict.fromkeys(_SOFTENING.split(), -1) | dict.fromkeys(_HARDENING.split(), +1)


def _without(features: Features, dropped: set[str]) -> dict[str, float]:
    return {name: value for name, value in features.items() if name not in dropped}


def _fit_by_likeliest_sentence(
    rows: csr_matrix, text_of: NDArray[Any], label_of: NDArray[Any], weight_of: NDArray[Any]
) -> LogisticRegression:
    taught = np.ones(len(text_of), dtype=bool)
    for _ in range(ROUNDS):
        # liblinear is the quickest on sparse rows; its penalty counts the intercept too, hence the scale.
        model = LogisticRegression(C=REGULARISATION, solver="liblinear", intercept_scaling=10.0, random_state=0)
        model.fit(rows[taught], label_of[taught], sample_weight=weight_of[taught])
        likeliest = set(_likeliest_sentences(model.decision_function(rows), text_of))
        taught = np.array([label == 0 or i in likeliest for i, label in enumerate(label_of)])
    return model


def _likeliest_sentences(scores: NDArray[Any], text_of: NDArray[Any]) -> Iterator[int]:
    order = np.lexsort((-scores, text_of))
    yield from order[np.unique(text_of[order], return_index=True)[1]].tolist()
