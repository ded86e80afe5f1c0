"""Groups mentions that state the same pain; how many groups there are is found from the data."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix
from scipy.spatial.distance import squareform
from sklearn import config_context
from sklearn.neighbors import NearestNeighbors
from sknetwork.clustering import Louvain

from pipeline.embed import Vectors, to_unit_length

# Two mentions state the same pain when they are this many standard deviations more alike than two mentions drawn at
# random. The background, not a fixed similarity, sets the bar: it differs by encoder and by how narrow the talk is.
DEVIATIONS = 1.75
# Few mentions say little about the background, so it starts from what a typical scan shows, worth this many pairs.
TYPICAL_MEAN, TYPICAL_DEVIATION, TYPICAL_PAIRS = 0.05, 0.14, 60
# What all mentions of a scan have in common (its subject) is taken out; few mentions are moved less.
ROWS_BEFORE_CENTRING = 20
MOST_FOR_FULL_LINKAGE = 3000
NEIGHBOURS = 15
DECIMALS = 6
WORKING_MEMORY_MB = 64


def cluster(vectors: Vectors) -> list[int]:
    """Number the group of each row; a mention like no other is alone in its group.

    `vectors` is float32 (n, d), unit length, in an order that does not depend on the input's: the caller sorts. Groups
    are numbered by their first row.
    """
    if len(vectors) == 0:
        return []
    vectors = _centre(vectors)
    bar = similarity_bar(vectors)
    labels = np.zeros(len(vectors), dtype=np.int64)
    groups = 0
    for rows in _divide(vectors, bar):
        labels[rows] = groups + _link(vectors[rows], bar)
        groups = int(labels[rows].max()) + 1
    return _number_by_first_row(labels)


def _centre(vectors: Vectors) -> Vectors:
    exact = vectors.astype(np.float64)
    common = exact.sum(axis=0) / (len(exact) + ROWS_BEFORE_CENTRING)
    return np.round(to_unit_length(exact - common), DECIMALS)


def similarity_bar(vectors: Vectors) -> float:
    """Compute the mean similarity at which groups are joined, from the moments over all pairs of rows."""
    rows = len(vectors)
    pairs = rows * (rows - 1) / 2
    exact = vectors.astype(np.float64)
    lengths = float((exact**2).sum())
    total = (float((exact.sum(axis=0) ** 2).sum()) - lengths) / 2
    squares = (float(((exact.T @ exact) ** 2).sum()) - float(((exact**2).sum(axis=1) ** 2).sum())) / 2
    mean = (total + TYPICAL_PAIRS * TYPICAL_MEAN) / (pairs + TYPICAL_PAIRS)
    typical_square = TYPICAL_DEVIATION**2 + TYPICAL_MEAN**2
    square = (squares + TYPICAL_PAIRS * typical_square) / (pairs + TYPICAL_PAIRS)
    deviation = math.sqrt(max(square - mean**2, 0.0))
    return round(mean + DEVIATIONS * deviation, 4)


def _divide(vectors: Vectors, bar: float) -> Iterator[NDArray[np.int64]]:
    """Split many rows into communities that are linked one by one, since linkage needs the square of its rows."""
    waiting = [np.arange(len(vectors))]
    while waiting:
        rows = waiting.pop()
        if len(rows) <= MOST_FOR_FULL_LINKAGE:
            yield rows
            continue
        communities = Louvain(random_state=0, shuffle_nodes=False).fit_predict(_neighbour_graph(vectors[rows], bar))
        parts = [rows[communities == number] for number in range(int(communities.max()) + 1)]
        if len(parts) == 1:
            parts = np.array_split(rows, len(rows) // MOST_FOR_FULL_LINKAGE + 1)
        waiting += reversed(parts)


def _neighbour_graph(vectors: Vectors, bar: float) -> csr_matrix:
    neighbours = NearestNeighbors(n_neighbors=NEIGHBOURS + 1, metric="cosine", algorithm="brute").fit(vectors)
    with config_context(working_memory=WORKING_MEMORY_MB):
        distances, columns = neighbours.kneighbors(vectors)
    similarities = np.round(1.0 - distances.ravel(), DECIMALS)
    rows = np.repeat(np.arange(len(vectors)), NEIGHBOURS + 1)
    kept = (similarities >= bar) & (rows != columns.ravel())
    size = (len(vectors), len(vectors))
    graph = csr_matrix((similarities[kept], (rows[kept], columns.ravel()[kept])), shape=size)
    return graph.maximum(graph.T)


def _link(vectors: Vectors, bar: float) -> NDArray[np.int64]:
    """Cut the average linkage of rows where the mean similarity falls below the bar."""
    if len(vectors) == 1:
        return np.zeros(1, dtype=np.int64)
    distances = np.clip(np.round(1.0 - vectors @ vectors.T, DECIMALS), 0.0, 2.0).astype(np.float64)
    np.fill_diagonal(distances, 0.0)
    tree = linkage(squareform(distances, checks=False), method="average")
    return np.asarray(fcluster(tree, 1.0 - bar, criterion="distance"), dtype=np.int64) - 1


def _number_by_first_row(labels: NDArray[np.int64]) -> list[int]:
    numbers: dict[int, int] = {}
    return [numbers.setdefault(label, len(numbers)) for label in labels.tolist()]
