"""Finds the rows most like each row: exactly where that is affordable, else in the cells around it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from pipeline.embed import Vectors

Rows = NDArray[np.int64]

# Up to here every row is compared with every other, which takes a few seconds. Beyond, only with
# those of the nearest cells: of the true neighbours, about nine in ten are then found.
MOST_FOR_ALL_PAIRS = 12_000
CELLS_SEARCHED = 8
ROUNDS = 4
# A cell far larger than others (copies of one text) is cut, so that the work stays near n times the root of n.
LARGEST_CELL = 4
BLOCK_ROWS = 1024
DECIMALS = 6


def nearest_neighbours(vectors: Vectors, count: int) -> tuple[Vectors, Rows]:
    """Return similarities and rows, both (n, count), of each row's nearest others; -1 and itself where there are fewer.

    `vectors` is float32 (n, d), unit length. The order within a row says nothing.
    """
    best = _Best(len(vectors), count)
    if len(vectors) <= MOST_FOR_ALL_PAIRS:
        everything = np.arange(len(vectors))
        for start in range(0, len(vectors), BLOCK_ROWS):
            _compare(vectors, everything[start : start + BLOCK_ROWS], everything, best)
        return best.similarities, best.rows
    for visitors, members in _cells(vectors):
        for start in range(0, len(visitors), BLOCK_ROWS):
            _compare(vectors, visitors[start : start + BLOCK_ROWS], members, best)
    return best.similarities, best.rows


class _Best:
    """The nearest neighbours found so far."""

    def __init__(self, size: int, count: int) -> None:
        self.count = count
        self.similarities = np.full((size, count), -1.0, dtype=np.float32)
        self.rows: Rows = np.repeat(np.arange(size)[:, None], count, axis=1)

    def offer(self, rows: Rows, similarities: Vectors, columns: Rows) -> None:
        """Keep the best of what rows have and of what is offered them: (rows, any number)."""
        similarities = np.hstack([self.similarities[rows], similarities])
        columns = np.hstack([self.rows[rows], columns])
        kept = np.argpartition(-similarities, self.count - 1, axis=1)[:, : self.count]
        self.similarities[rows] = np.take_along_axis(similarities, kept, axis=1)
        self.rows[rows] = np.take_along_axis(columns, kept, axis=1)


def _compare(vectors: Vectors, rows: Rows, members: Rows, best: _Best) -> None:
    similarities = np.round(vectors[rows] @ vectors[members].T, DECIMALS)
    similarities[rows[:, None] == members[None, :]] = -1.0
    if len(members) > best.count:
        kept = np.argpartition(-similarities, best.count - 1, axis=1)[:, : best.count]
        best.offer(rows, np.take_along_axis(similarities, kept, axis=1), members[kept])
    else:
        best.offer(rows, similarities, np.broadcast_to(members, similarities.shape))


def _cells(vectors: Vectors) -> Iterator[tuple[Rows, Rows]]:
    """Yield for each cell the rows that search it, and the rows that lie in it."""
    centres = _centres(vectors)
    near = _nearest_centres(vectors, centres, CELLS_SEARCHED)
    largest = LARGEST_CELL * len(vectors) // len(centres)
    home, visited = near[:, 0], near.ravel()
    rows_by_home = np.argsort(home, kind="stable")
    rows_by_visit = np.argsort(visited, kind="stable")
    homes = np.searchsorted(home[rows_by_home], np.arange(len(centres) + 1))
    visits = np.searchsorted(visited[rows_by_visit], np.arange(len(centres) + 1))
    for cell in range(len(centres)):
        members = rows_by_home[homes[cell] : homes[cell + 1]]
        visitors = rows_by_visit[visits[cell] : visits[cell + 1]] // CELLS_SEARCHED
        if len(members) > largest:
            for part in np.array_split(members, len(members) // largest + 1):
                yield part, part
        elif len(members):
            yield visitors, members


def _centres(vectors: Vectors) -> Vectors:
    """Spread as many centres as the root of the rows, by a few rounds of spherical k-means from evenly spaced rows."""
    count = round(len(vectors) ** 0.5)
    centres = vectors[np.linspace(0, len(vectors) - 1, count).astype(np.int64)]
    for _ in range(ROUNDS):
        home = _nearest_centres(vectors, centres, 1)[:, 0]
        order = np.argsort(home, kind="stable")
        filled, starts = np.unique(home[order], return_index=True)
        sums = np.add.reduceat(vectors[order], starts, axis=0)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = centres.copy()
        centres[filled] = np.round(sums / np.where(lengths > 0, lengths, 1), DECIMALS)
    return centres


def _nearest_centres(vectors: Vectors, centres: Vectors, count: int) -> Rows:
    """Return (n, count), the nearest first."""
    near = np.empty((len(vectors), count), dtype=np.int64)
    for start in range(0, len(vectors), BLOCK_ROWS):
        similarities = np.round(vectors[start : start + BLOCK_ROWS] @ centres.T, DECIMALS)
        if count == 1:
            near[start : start + BLOCK_ROWS, 0] = similarities.argmax(axis=1)
            continue
        some = np.argpartition(-similarities, count - 1, axis=1)[:, :count]
        order = np.argsort(-np.take_along_axis(similarities, some, axis=1), axis=1, kind="stable")
        near[start : start + BLOCK_ROWS] = np.take_along_axis(some, order, axis=1)
    return near
