"""Trains the detector's weights: `python -m training.detect --data ../shared/data/detect`.

Most labels stand on whole texts. A labelled text has at least one sentence of its label, so training alternates
between picking the likeliest sentence of each positive text and fitting (the scheme of mi-SVM: Andrews,
Tsochantaridis, Hofmann 2003).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import sklearn
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from pipeline.cues import count_cues, plain
from pipeline.detect import LANGUAGE_MODEL, load_language
from pipeline.grammar import read_grammar
from pipeline.model import WEIGHTS
from training.examples import Example, comments, own_sentences, reviews, sample_corpus

ROUNDS = 4
Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """Sentences with features; `text_of[i]` is the number of the example that sentence i stands in."""

    examples: list[Example]
    text_of: NDArray[Any]
    cues: list[Features]
    full: list[Features]


def main() -> None:
    arguments = _arguments()
    examples = [*own_sentences(), *sample_corpus(), *reviews(arguments.data), *comments(arguments.data)]
    training_set = featurise(examples)
    models = train(training_set)
    WEIGHTS.write_text(json.dumps({"provenance": _provenance(training_set), "models": models}, indent=1) + "\n")


def featurise(examples: Sequence[Example]) -> TrainingSet:
    """Compute cues and grammar of every sentence."""
    language = load_language()
    text_of = np.array([number for number, example in enumerate(examples) for _ in example.sentences])
    sentences = [sentence for example in examples for sentence in example.sentences]
    cues = [count_cues(plain(sentence)) for sentence in sentences]
    full = [found | read_grammar(parse[:]) for found, parse in zip(cues, language.pipe(sentences), strict=True)]
    return TrainingSet(list(examples), text_of, cues, full)


def train(training_set: TrainingSet) -> dict[str, dict[str, object]]:
    """Fit the models of the cascade.

    Thresholds are set on the sample, where at these some three of four mentions are labelled ones, and by reading what
    is found in Reddit posts. The screens only save the parser work.
    """
    pain = [example.pain for example in training_set.examples]
    wish = [example.wish for example in training_set.examples]
    return {
        "screen_pain": fit(training_set, training_set.cues, pain, threshold=0.3),
        "screen_wish": fit(training_set, training_set.cues, wish, threshold=0.15),
        "pain": fit(training_set, training_set.full, pain, threshold=0.45),
        "wish": fit(training_set, training_set.full, wish, threshold=0.25),
    }


def fit(
    training_set: TrainingSet, features: list[Features], labels: Sequence[int | None], threshold: float
) -> dict[str, object]:
    """Fit a logistic regression, again without any feature whose weight has a sign that makes no sense."""
    known = np.array([labels[text] is not None for text in training_set.text_of])
    text_of = training_set.text_of[known]
    label_of = np.array([labels[text] or 0 for text in text_of])
    weight_of = np.array([training_set.examples[text].weight for text in text_of])
    chosen = [found for found, is_known in zip(features, known, strict=True) if is_known]
    dropped: set[str] = set()
    while True:
        vectorizer = DictVectorizer()
        rows = vectorizer.fit_transform([_without(found, dropped) for found in chosen]).tocsr()
        model = _fit_by_likeliest_sentence(rows, text_of, label_of, weight_of)
        weights = dict(zip(vectorizer.feature_names_, model.coef_[0].tolist(), strict=True))
        senseless = {name for name, weight in weights.items() if weight * EXPECTED_SIGN.get(name, weight) < 0}
        if not senseless:
            rounded = {name: round(weight, 4) for name, weight in sorted(weights.items())}
            return {"bias": round(float(model.intercept_[0]), 4), "threshold": threshold, "weights": rounded}
        dropped |= senseless


# The training sets are too small and too narrow to say everything; what a feature means is known beforehand.
_SOFTENING = """
    denied solved thanks advice joking private_life announcing relief past hypothetical very_short very_long
    denied_trouble bad_is_denied orders addresses_you supposes speaks_of_others
"""
_HARDENING = """
    inability not_working failure trouble recurrence waiting money confusing tedious annoyance poor excess lack in_vain
    workaround switching own own_inability thing_fails thing_fails_to thing_is_bad own_trouble
"""
EXPECTED_SIGN = dict.fromkeys(_SOFTENING.split(), -1) | dict.fromkeys(_HARDENING.split(), +1)


def _without(features: Features, dropped: set[str]) -> Features:
    return {name: value for name, value in features.items() if name not in dropped}


def _fit_by_likeliest_sentence(
    rows: csr_matrix, text_of: NDArray[Any], label_of: NDArray[Any], weight_of: NDArray[Any]
) -> LogisticRegression:
    taught = np.ones(len(text_of), dtype=bool)
    for _ in range(ROUNDS):
        model = LogisticRegression(C=0.5, max_iter=3000)
        model.fit(rows[taught], label_of[taught], sample_weight=weight_of[taught])
        likeliest = set(_likeliest_sentences(model.decision_function(rows), text_of))
        taught = np.array([label == 0 or i in likeliest for i, label in enumerate(label_of)])
    return model


def _likeliest_sentences(scores: NDArray[Any], text_of: NDArray[Any]) -> Iterator[int]:
    order = np.lexsort((-scores, text_of))
    yield from order[np.unique(text_of[order], return_index=True)[1]].tolist()


def _provenance(training_set: TrainingSet) -> dict[str, object]:
    return {
        "command": "python -m training.detect",
        "trained": datetime.now(UTC).date().isoformat(),
        "texts": len(training_set.examples),
        "scikit-learn": sklearn.__version__,
        "language_model": LANGUAGE_MODEL,
        "data": {
            "training/sentences.tsv, samples/": "written for this project",
            "URR app reviews": "MIT",
            "GoEmotions": "Apache-2.0",
        },
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with app_reviews_urr and goemotions_train")
    return parser.parse_args()


if __name__ == "__main__":
    main()
