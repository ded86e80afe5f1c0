"""Groups mentions that state the same pain; how many groups there are is found from the data."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sknetwork.clustering import Louvain

from pipeline.background import measure_background
from pipeline.dendrogram import group_rows
from pipeline.embed import Vectors, to_unit_length
from pipeline.neighbours import nearest_neighbours
from pipeline.subject_vector import WithoutSubject, take_out_subject

NEIGHBOURS = 10
# Neighbours count from this many standard deviations above the background.
NEIGHBOUR_DEVIATIONS = 2.0
# Similarity above that bar, summed over the neighbours, at which they move a row half of the way they could.
HALF_MOVED_AT = 0.15
# Linkage needs the square of its rows in memory and time.
MOST_FOR_FULL_LINKAGE = 3000
DECIMALS = 6


def cluster(vectors: Vectors) -> list[int]:
    """Number the group of each row; a mention like no other is alone in its group.

    `vectors` is float32 (n, d), unit length, in an order that does not depend on the input's: the caller sorts. Groups
    are numbered by their first row.
    """
    if len(vectors) == 0:
        return []
    rows = take_out_subject(vectors)
    graph = _neighbour_graph(rows)
    moved = _move_to_neighbours(rows.vectors, graph)
    background = measure_background(moved, rows.weights)
    groups = np.zeros(len(vectors), dtype=np.int64)
    done = 0
    for part in _divide(graph):
        groups[part] = done + group_rows(moved[part], background)
        done = int(groups[part].max()) + 1
    return _number_by_first_row(groups)


def _neighbour_graph(rows: WithoutSubject) -> csr_matrix:
    """Weigh each row's nearest others by how far they come over the bar: (n, n), not symmetric."""
    size = len(rows.vectors)
    bar = measure_background(rows.vectors, rows.weights).similarity_at(NEIGHBOUR_DEVIATIONS)
    similarities, columns = nearest_neighbours(rows.vectors, min(NEIGHBOURS, max(size - 1, 1)))
    starts = np.repeat(np.arange(size), columns.shape[1])
    weights = np.round(similarities.ravel().astype(np.float64) - bar, DECIMALS)
    kept = weights > 0
    return csr_matrix((weights[kept], (starts[kept], columns.ravel()[kept])), shape=(size, size))


def _move_to_neighbours(vectors: Vectors, graph: csr_matrix) -> Vectors:
    """Add to each row the weighted mean of its neighbours: what they share is the pain, the rest is wording."""
    pull = np.asarray(graph.sum(axis=1)).reshape(-1, 1) + HALF_MOVED_AT
    return np.round(to_unit_length(vectors + ((graph @ vectors) / pull)), DECIMALS)


def _divide(graph: csr_matrix) -> Iterator[NDArray[np.int64]]:
    """Split many rows into communities that are linked one by one."""
    graph = graph.maximum(graph.T).tocsr()
    waiting = [np.arange(graph.shape[0])]
    while waiting:
        rows = waiting.pop()
        if len(rows) <= MOST_FOR_FULL_LINKAGE:
            yield rows
            continue
        communities = Louvain(random_state=0, shuffle_nodes=False).fit_predict(graph[rows][:, rows])
        order = np.argsort(communities, kind="stable")
        parts = np.split(rows[order], np.flatnonzero(np.diff(communities[order])) + 1)
        if len(parts) == 1:
            parts = np.array_split(rows, len(rows) // MOST_FOR_FULL_LINKAGE + 1)
        waiting += reversed(parts)


def _number_by_first_row(groups: NDArray[np.int64]) -> list[int]:
    numbers: dict[int, int] = {}
    return [numbers.setdefault(group, len(numbers)) for group in groups.tolist()]
