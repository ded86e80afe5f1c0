"""Joins rows by average linkage, and cuts the tree of joins where groups stand out from the background."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import squareform

from pipeline.background import Background
from pipeline.embed import Vectors

# A group's last join must lie so many deviations above the background, and more for each doubling of its rows: a
# hundred mentions of one brand are not one pain.
LEAST_DEVIATIONS = 2.5
DEVIATIONS_PER_DOUBLING = 0.2
# What stands apart may be looser: part of the drop to the next join up the tree counts for it. What falls into tighter
# parts must be tighter: the rise from it to their joins counts against it.
WEIGHT_OF_DROP = 0.5
WEIGHT_OF_RISE = 1.0
# A drop is measured from no further down than this, where joins say nothing.
LOWEST_DEVIATIONS = -1.0
DECIMALS = 6


def group_rows(vectors: Vectors, background: Background) -> NDArray[np.int64]:
    """Number the group of each row from nought, (n,)."""
    groups = np.zeros(len(vectors), dtype=np.int64)
    if len(vectors) > 1:
        for number, rows in enumerate(_cut(_join(vectors), len(vectors), background)):
            groups[rows] = number
    return groups


def _join(vectors: Vectors) -> NDArray[np.float64]:
    distances = np.clip(np.round(1.0 - vectors @ vectors.T, DECIMALS), 0.0, 2.0)
    np.fill_diagonal(distances, 0.0)
    return np.asarray(linkage(squareform(distances, checks=False), method="average"))


def _cut(tree: NDArray[np.float64], rows: int, background: Background) -> Iterator[list[int]]:
    """Yield the rows of the largest subtrees that hold together; a row that belongs to none comes alone."""
    joins = _read(tree, rows, background)
    waiting = [(2 * rows - 2, LOWEST_DEVIATIONS)]
    while waiting:
        node, above = waiting.pop()
        if node < rows:
            yield [node]
        elif _holds_together(joins[node - rows], above):
            yield _leaves(node, joins, rows)
        else:
            join = joins[node - rows]
            waiting += [(child, max(join.deviations, LOWEST_DEVIATIONS)) for child in join.children]


class _Join(NamedTuple):
    """Two subtrees that are joined; similarities are told in deviations above the background."""

    children: tuple[int, int]
    size: int
    deviations: float
    rise: float


def _read(tree: NDArray[np.float64], rows: int, background: Background) -> list[_Join]:
    """Tell of each join how alike its halves are, and how much more alike the parts of each, rows alone counting 0."""
    joins: list[_Join] = []
    for one, other, distance, size in tree.tolist():
        children = (int(one), int(other))
        deviations = (1.0 - distance - background.level) / background.deviation
        parts = [joins[child - rows] for child in children if child >= rows]
        rise = sum(part.size * (part.deviations - deviations) for part in parts) / size
        joins.append(_Join(children, int(size), deviations, rise))
    return joins


def _holds_together(join: _Join, above: float) -> bool:
    needed = LEAST_DEVIATIONS + DEVIATIONS_PER_DOUBLING * math.log2(join.size)
    shown = join.deviations + WEIGHT_OF_DROP * (join.deviations - above) - WEIGHT_OF_RISE * join.rise
    return join.deviations >= LEAST_DEVIATIONS and shown >= needed


def _leaves(node: int, joins: list[_Join], rows: int) -> list[int]:
    found, waiting = [], [node]
    while waiting:
        node = waiting.pop()
        if node < rows:
            found.append(node)
        else:
            waiting += joins[node - rows].children
    return found
