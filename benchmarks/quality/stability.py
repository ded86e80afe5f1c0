"""Groups that must not move: in another order not at all, beside unrelated texts hardly."""

from __future__ import annotations

import statistics

import numpy as np
from sklearn.metrics import adjusted_rand_score

from benchmarks.quality.sets import load_set
from benchmarks.queue.figures import header, row
from pipeline.cluster import cluster
from pipeline.embed import Encoder, EncoderName, load_encoder

# A set, and what is added to it.
PAIRS = (("hwu64_test", "tweet89"), ("tweet89", "hwu64_test"), ("agnews4", "tweet89"), ("app_review_issues", "tweet89"))
SHARE_ADDED = 0.2
ENCODERS: tuple[EncoderName, ...] = ("static", "minilm")


def measure_stability() -> dict[str, float]:
    """Print and return the ARI of the old rows' groups before and after texts were added, by encoder and set."""
    found: dict[str, float] = {}
    print(header("set, 20 % added from", *ENCODERS))
    for name, other in PAIRS:
        scores = [_stability(name, other, load_encoder(encoder, 1)) for encoder in ENCODERS]
        print(row(f"{name}, {other}", *(f"{score:.3f}" for score in scores)))
        found |= {f"{encoder} on {name}": score for encoder, score in zip(ENCODERS, scores, strict=True)}
    print()
    return found


def _stability(name: str, other: str, encoder: Encoder) -> float:
    """Return the mean over the set's parts, weighted by rows."""
    strangers = [text for part in load_set(other) for text in part.texts]
    parts = [part.texts for part in load_set(name)]
    scores = []
    for texts in parts:
        count = max(1, round(SHARE_ADDED * len(texts)))
        added = [strangers[at] for at in np.linspace(0, len(strangers) - 1, count).astype(int)]
        before, after = _groups(texts, encoder), _groups(texts + added, encoder)
        scores.append(adjusted_rand_score(before, after[: len(texts)]))
    return statistics.fmean(scores, weights=[len(texts) for texts in parts])


def _groups(texts: list[str], encoder: Encoder) -> list[int]:
    order = sorted(range(len(texts)), key=lambda i: texts[i])
    groups = [0] * len(texts)
    for i, group in zip(order, cluster(encoder.encode([texts[i] for i in order])), strict=True):
        groups[i] = group
    return groups
