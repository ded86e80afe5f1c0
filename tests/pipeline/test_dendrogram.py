from __future__ import annotations

import numpy as np

from pipeline.background import Background
from pipeline.dendrogram import group_rows
from tests.pipeline.test_cluster import blobs

BACKGROUND = Background(level=0.0, deviation=0.1)


def alike(count: int, similarity: float) -> np.ndarray:
    """Rows of which every two have the same similarity."""
    gram = np.full((count, count), similarity) + (1 - similarity) * np.eye(count)
    return np.linalg.cholesky(gram).astype(np.float32)


def test_a_large_group_must_be_more_alike_than_a_small_one():
    assert len(set(group_rows(alike(4, 0.26), BACKGROUND).tolist())) == 1
    assert len(set(group_rows(alike(900, 0.26), BACKGROUND).tolist())) > 1
    assert len(set(group_rows(alike(900, 0.4), BACKGROUND).tolist())) == 1


def test_tight_groups_that_resemble_one_another_stay_two():
    pair, _ = blobs(2, 20)
    pair += 0.8 * np.eye(1, 64, dtype=np.float32)
    pair /= np.linalg.norm(pair, axis=1, keepdims=True)
    assert (pair[:20] @ pair[20:].T).mean() > 0.3
    assert len(set(group_rows(pair, BACKGROUND).tolist())) == 2


def test_rows_that_join_nothing_come_alone():
    assert sorted(group_rows(np.eye(5, dtype=np.float32), BACKGROUND).tolist()) == [0, 1, 2, 3, 4]
