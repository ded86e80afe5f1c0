"""Measures of detection and grouping; a measure that is not defined for the data is None."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score, average_precision_score, normalized_mutual_info_score, roc_auc_score

Metrics = dict[str, float | int | None]
# What only the truth can tell.
NEED_LABELS = {
    "detection": ("positive", "auc", "average_precision", "precision", "recall", "f1"),
    "grouping": (
        *("true_groups", "ari", "nmi", "bcubed_precision", "bcubed_recall", "bcubed_f1"),
        *("pair_precision", "pair_recall", "pair_f1"),
    ),
}


def detection_metrics(truth: Sequence[int], scores: Sequence[float], labels: Sequence[int]) -> Metrics:
    """Compare scores (0..1) and labels (0/1) with the truth (0/1)."""
    found = sum(labels)
    right = sum(t and p for t, p in zip(truth, labels, strict=True))
    precision = _ratio(right, found)
    recall = _ratio(right, sum(truth))
    both_kinds = 0 < sum(truth) < len(truth)
    return {
        "texts": len(truth),
        "positive": sum(truth),
        "predicted": found,
        "auc": _rounded(roc_auc_score(truth, scores)) if both_kinds else None,
        "average_precision": _rounded(average_precision_score(truth, scores)) if both_kinds else None,
        "precision": precision,
        "recall": recall,
        "f1": _harmonic(precision, recall),
    }


def grouping_metrics(truth: Sequence[str], groups: Sequence[int]) -> Metrics:
    """Compare groups with the true ones: ARI, NMI, B-cubed and pairs."""
    table = _contingency(truth, groups)
    sizes = {"texts": len(truth), "true_groups": table.shape[0], "groups": table.shape[1]}
    b_precision = _rounded((table**2 / table.sum(axis=0)).sum() / table.sum())
    b_recall = _rounded((table**2 / table.sum(axis=1, keepdims=True)).sum() / table.sum())
    together = _pairs(table)
    pair_precision = _ratio(together, _pairs(table.sum(axis=0)))
    pair_recall = _ratio(together, _pairs(table.sum(axis=1)))
    return {
        **sizes,
        "ari": _rounded(adjusted_rand_score(truth, groups)),
        "nmi": _rounded(normalized_mutual_info_score(truth, groups)),
        "bcubed_precision": b_precision,
        "bcubed_recall": b_recall,
        "bcubed_f1": _harmonic(b_precision, b_recall),
        "pair_precision": pair_precision,
        "pair_recall": pair_recall,
        "pair_f1": _harmonic(pair_precision, pair_recall),
    }


def _contingency(truth: Sequence[str], groups: Sequence[int]) -> NDArray[np.float64]:
    rows = np.unique(np.asarray(truth), return_inverse=True)[1]
    columns = np.unique(np.asarray(groups), return_inverse=True)[1]
    table = np.zeros((rows.max() + 1, columns.max() + 1))
    np.add.at(table, (rows, columns), 1)
    return table


def _pairs(counts: NDArray[np.float64]) -> float:
    return float((counts * (counts - 1) / 2).sum())


def _ratio(part: float, whole: float) -> float | None:
    return _rounded(part / whole) if whole else None


def _harmonic(one: float | None, other: float | None) -> float | None:
    if one is None or other is None:
        return None
    return _rounded(2 * one * other / (one + other)) if one + other else 0.0


def _rounded(value: float) -> float:
    return round(float(value), 4)
