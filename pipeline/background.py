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
MOST_FOR_ALL_PAIRS = 1000
PAIRS_DRAWN = 500_000
LEAST_DRAWN_PER_ROW = 8
DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Background:
    """The median similarity of two rows, and the deviation of those below it.

    Pairs that state one pain lie above the median. They would widen a plain deviation, the more the fewer and larger
    the groups are, and then hide the groups that widened it.
    """

    level: float
    deviation: float

    def similarity_at(self, deviations: float) -> float:
        return self.level + deviations * self.deviation


def measure_background(vectors: Vectors) -> Background:
    """Measure all pairs, of many rows an even choice of pairs."""
    similarities = _all_pairs(vectors) if len(vectors) <= MOST_FOR_ALL_PAIRS else _some_pairs(vectors)
    weight = len(similarities) / (len(similarities) + TYPICAL_PAIRS)
    level, square = TYPICAL_LEVEL, TYPICAL_DEVIATION**2
    if len(similarities):
        median = float(np.median(similarities))
        below = similarities[similarities <= median].astype(np.float64)
        level = weight * median + (1 - weight) * TYPICAL_LEVEL
        square = weight * float(((median - below) ** 2).mean()) + (1 - weight) * TYPICAL_DEVIATION**2
    deviation = min(math.sqrt(square), WIDEST_DEVIATION)
    return Background(round(min(level, HIGHEST_LEVEL), DECIMALS), round(deviation, DECIMALS))


def _all_pairs(vectors: Vectors) -> Vectors:
    similarities: Vectors = (vectors @ vectors.T)[np.triu_indices(len(vectors), k=1)]
    return np.round(similarities, DECIMALS)


def _some_pairs(vectors: Vectors) -> Vectors:
    """Pair each row with those at a few evenly spaced distances from it: rows come sorted, so neighbours are alike."""
    rows = len(vectors)
    distances: NDArray[np.int64] = np.linspace(0, rows, max(LEAST_DRAWN_PER_ROW, PAIRS_DRAWN // rows) + 2).astype(int)
    drawn = [np.einsum("ij,ij->i", vectors, np.roll(vectors, -distance, axis=0)) for distance in distances[1:-1]]
    return np.round(np.concatenate(drawn), DECIMALS)
