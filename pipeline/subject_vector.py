"""Takes what all mentions of a scan have in common, its subject, out of them, and tells how far each shares it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.embed import Vectors, to_unit_length

# A row counts for the common part by how far it shares that; a few rounds settle it.
ROUNDS = 3
# Broad talk has a common part of up to this squared length, which is no subject: nothing is taken. Of a subject, most.
LEAST_SQUARED = 0.1
STEEPNESS = 1.5
MOST_TAKEN = 0.85
# Few rows may state one pain, which is then what they have in common.
ROWS_BEFORE_TAKING = 3
DECIMALS = 6


class WithoutSubject(NamedTuple):
    """`vectors` is float32 (n, d), unit length; `weights`, (n,), says how far a row speaks for the scan, 1 on average.

    Where there is a subject, strangers to it have hardly any weight; where there is none, all have the same.
    """

    vectors: Vectors
    weights: NDArray[np.float64]


def take_out_subject(vectors: Vectors) -> WithoutSubject:
    """Leave rows as they are where they have no subject: to take a plain mean out moves all once strangers come."""
    common, shares = _find_common(vectors)
    common *= len(vectors) / (len(vectors) + ROWS_BEFORE_TAKING)
    squared = max(float(common @ common), LEAST_SQUARED)
    taken = min(STEEPNESS * (1.0 - LEAST_SQUARED / squared), MOST_TAKEN)
    without = to_unit_length(vectors - (taken * common).astype(np.float32))
    shown = taken / MOST_TAKEN
    return WithoutSubject(np.round(without, DECIMALS), np.round(1.0 - shown + shown * shares, DECIMALS))


def _find_common(vectors: Vectors) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the mean of the rows weighted by how far they share it, and their shares, which are 1 on average."""
    common = vectors.mean(axis=0, dtype=np.float64)
    shares = np.ones(len(vectors))
    for _ in range(ROUNDS):
        likeness = np.maximum(vectors @ common, 0.0)
        if not likeness.any():
            break
        shares = np.round(likeness / likeness.mean(), DECIMALS)
        common = (shares @ vectors) / shares.sum()
    return common, shares
