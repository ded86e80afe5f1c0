"""How alike the mentions of a scan are where nothing joins them: what every similarity is judged by."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.embed import Vectors

# Few mentions say little about the background, so it starts from what a typical scan shows, worth this many pairs.
TYPICAL_LEVEL, TYPICAL_DEVIATION, TYPICAL_PAIRS = 0.03, 0.12, 60
# Where most mentions state one pain, the usual pair is not background; beyond these it is taken for that.
HIGHEST_LEVEL, WIDEST_DEVIATION = 0.1, 0.15
MOST_ROWS, MOST_OTHERS = 400, 1500
LEAST_WEIGHT = 0.001
DECIMALS = 6

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Background:
    """The median similarity of a row to others, and the deviation of those below it, as the middle row has them.

    Pairs that state one pain lie above the median. They would widen a plain deviation, the more the fewer and larger
    the groups are, and then hide the groups that widened it. Over all pairs strangers would count twice, as rows and
    as others; of the rows, the middle one is hardly another when they come.
    """

    level: float
    deviation: float

    def similarity_at(self, deviations: float) -> float:
        return self.level + deviations * self.deviation


def measure_background(vectors: Vectors, weights: Numbers) -> Background:
    """Measure what rows see of others, of many rows an even choice. `weights` is (n,): how far each of them counts."""
    pairs = len(vectors) * (len(vectors) - 1) // 2
    shown = pairs / (pairs + TYPICAL_PAIRS)
    level, square = TYPICAL_LEVEL, TYPICAL_DEVIATION**2
    if pairs:
        rows, others = _evenly(len(vectors), MOST_ROWS), _evenly(len(vectors), MOST_OTHERS)
        counts = np.maximum(weights, LEAST_WEIGHT)
        levels, squares = _seen_from(rows, others, vectors, counts)
        level = shown * _median(levels, counts[rows]) + (1 - shown) * TYPICAL_LEVEL
        square = shown * _median(squares, counts[rows]) + (1 - shown) * TYPICAL_DEVIATION**2
    deviation = min(math.sqrt(square), WIDEST_DEVIATION)
    return Background(round(min(level, HIGHEST_LEVEL), DECIMALS), round(deviation, DECIMALS))


def _evenly(size: int, most: int) -> NDArray[np.int64]:
    return np.linspace(0, size - 1, min(size, most)).astype(np.int64)


def _seen_from(
    rows: NDArray[np.int64], others: NDArray[np.int64], vectors: Vectors, weights: Numbers
) -> tuple[Numbers, Numbers]:
    """Return for each row its median similarity to others, and the mean square of what lies below that."""
    similarities = np.round(vectors[rows] @ vectors[others].T, DECIMALS)
    order = np.argsort(similarities, axis=1, kind="stable")
    similarities = np.take_along_axis(similarities, order, axis=1).astype(np.float64)
    counts = np.where(others[order] == rows[:, None], 0.0, weights[others][order])
    sums = np.cumsum(counts, axis=1)
    every = np.arange(len(rows))
    middle = (sums < sums[:, -1:] / 2).sum(axis=1)
    levels = similarities[every, middle]
    below = np.minimum(similarities - levels[:, None], 0.0)
    return levels, (counts * below**2).sum(axis=1) / sums[every, middle]


def _median(values: Numbers, weights: Numbers) -> float:
    order = np.argsort(values, kind="stable")
    sums = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(sums, sums[-1] / 2)])
