"""What else tells complaints from other texts: word lists, a sentiment lexicon, and learning from the very set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_curve
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from pipeline.cues import count_cues, plain
from pipeline.evaluate import Kind

FOLDS = 5
# The engine's own lists of turns of phrase that name a trouble, which are richer than the lists others publish.
_LISTS: Mapping[Kind, frozenset[str]] = {
    "pain": frozenset(
        [
            *("inability", "not_working", "failure", "trouble", "recurrence", "slow", "waiting", "money", "confusing"),
            *("tedious", "annoyance", "poor", "excess", "lack", "in_vain", "workaround", "switching"),
        ]
    ),
    "wish": frozenset(["wish"]),
}


def count_listed(texts: Sequence[str], kind: Kind) -> list[float]:
    """Count the entries of the lists in each text, each list at most twice."""
    return [sum(count for name, count in count_cues(plain(text)).items() if name in _LISTS[kind]) for text in texts]


def rate_negative(texts: Sequence[str]) -> list[float]:
    """Give VADER's compound sentiment with its sign turned: 1 is most negative."""
    vader = SentimentIntensityAnalyzer()
    return [-float(vader.polarity_scores(text)["compound"]) for text in texts]


def learn_in_domain(texts: Sequence[str], truth: Sequence[int]) -> list[float]:
    """Give each text the probability of a model that was trained on the other folds of the same set."""
    model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(max_iter=1000))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    found = cross_val_predict(model, list(texts), list(truth), cv=folds, method="predict_proba")
    return [float(probability) for probability in found[:, 1]]


def label_at_best(truth: Sequence[int], scores: Sequence[float]) -> list[int]:
    """Label by the threshold at which F1 is best on this very set, which flatters."""
    precision, recall, thresholds = precision_recall_curve(truth, scores)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    best = thresholds[int(np.argmax(f1[: len(thresholds)]))]
    return [int(score >= best) for score in scores]
