from __future__ import annotations

import numpy as np
import pytest

from pipeline import neighbours as module
from pipeline.neighbours import nearest_neighbours


def clouds(count: int, size: int) -> np.ndarray:
    random = np.random.default_rng(1)
    rows = np.repeat(random.normal(size=(count, 32)), size, axis=0) + random.normal(scale=0.5, size=(count * size, 32))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def test_all_pairs_give_the_true_neighbours():
    vectors = clouds(10, 30)
    similarities, rows = nearest_neighbours(vectors, 5)
    exact = vectors @ vectors.T
    np.fill_diagonal(exact, -1)
    assert np.allclose(np.sort(similarities, axis=1), np.sort(exact, axis=1)[:, -5:], atol=1e-5)
    assert not (rows == np.arange(len(vectors))[:, None]).any()


def test_cells_give_nearly_all_of_them(monkeypatch: pytest.MonkeyPatch):
    vectors = clouds(60, 50)
    exact = nearest_neighbours(vectors, 10)[1]
    monkeypatch.setattr(module, "MOST_FOR_ALL_PAIRS", 100)
    found = nearest_neighbours(vectors, 10)[1]
    shared = [len(set(one) & set(other)) / 10 for one, other in zip(exact.tolist(), found.tolist(), strict=True)]
    assert sum(shared) / len(shared) > 0.9
    assert np.array_equal(found, nearest_neighbours(vectors, 10)[1])


def test_a_thousand_copies_do_not_fill_one_cell(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MOST_FOR_ALL_PAIRS", 100)
    vectors = np.vstack([np.tile(clouds(1, 1), (1000, 1)), clouds(20, 10)])
    similarities, _ = nearest_neighbours(vectors, 10)
    assert similarities[:1000].min() > 0.999


def test_what_has_no_neighbours_has_itself():
    similarities, rows = nearest_neighbours(np.eye(1, 8, dtype=np.float32), 1)
    assert similarities.tolist() == [[-1.0]]
    assert rows.tolist() == [[0]]
