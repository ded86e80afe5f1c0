"""Learns the tone of words from Reddit comments whose emotions people named (GoEmotions): sore, or friendly."""

from __future__ import annotations

from collections.abc import Iterable

from sklearn.linear_model import LogisticRegression

from pipeline.clean import mask
from pipeline.cues import plain
from training.vocabulary import Vocabulary

SORE = frozenset(["anger", "annoyance", "disappointment", "disapproval"])
FRIENDLY = frozenset(
    [
        *("admiration", "amusement", "approval", "caring", "excitement", "gratitude", "joy", "love", "optimism"),
        *("pride", "relief"),
    ]
)
LEAST_COMMENTS = 4


def learn_tone(comments: Iterable[tuple[str, frozenset[str]]]) -> dict[str, dict[str, float]]:
    """Return the weights of words and pairs in the columns `sore` and `friendly`."""
    texts, emotions = zip(*comments, strict=True)
    sentences = [plain(mask(text)) for text in texts]
    vocabulary = Vocabulary.of(sentences, least=LEAST_COMMENTS)
    rows = vocabulary.matrix(sentences)
    columns = {}
    for name, kinds in (("sore", SORE), ("friendly", FRIENDLY)):
        model = LogisticRegression(C=1.0, max_iter=1000).fit(rows, [bool(found & kinds) for found in emotions])
        columns[name] = vocabulary.named(model.coef_[0])
    return columns
