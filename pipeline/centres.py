"""The centre of each group of mentions, and how alike each mention is to it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pipeline.embed import Vectors, to_unit_length

_DECIMALS = 4


def find_centres(vectors: Vectors, groups: Sequence[int]) -> tuple[Vectors, list[float]]:
    """Return the centre of each group, float32 (groups, d), unit length, and each row's cosine with its own.

    `groups[i]` numbers the group of row i, from 0 without gaps.
    """
    if not groups:
        return vectors[:0], []
    rows = np.arange(len(groups))
    members = csr_matrix((np.ones(len(groups)), (np.asarray(groups), rows)), shape=(max(groups) + 1, len(groups)))
    exact: NDArray[np.float64] = vectors.astype(np.float64)
    centres = to_unit_length(members @ exact)
    similarities = np.einsum("ij,ij->i", exact, centres.astype(np.float64)[np.asarray(groups)])
    return centres, np.clip(np.round(similarities, _DECIMALS), -1.0, 1.0).tolist()
