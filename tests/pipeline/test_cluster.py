from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from pipeline import cluster as module
from pipeline.cluster import cluster


def blobs(groups: int, size: int, seed: int = 0) -> tuple[np.ndarray, list[int]]:
    random = np.random.default_rng(seed)
    centres = random.normal(size=(groups, 64))
    rows = np.repeat(centres, size, axis=0) + random.normal(scale=0.4, size=(groups * size, 64))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32), list(np.repeat(range(groups), size))


@pytest.mark.parametrize(("groups", "size"), [(4, 6), (20, 8), (50, 20)])
def test_it_finds_the_number_of_groups_itself(groups: int, size: int):
    vectors, truth = blobs(groups, size)
    found = cluster(vectors)
    assert abs(len(set(found)) - groups) <= groups // 25
    assert adjusted_rand_score(truth, found) > 0.97


def test_many_rows_are_grouped_in_parts(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MOST_FOR_FULL_LINKAGE", 200)
    vectors, truth = blobs(30, 20)
    assert adjusted_rand_score(truth, cluster(vectors)) > 0.95


def test_rows_unlike_all_others_stay_alone():
    assert cluster(np.eye(30, dtype=np.float32)) == list(range(30))


def test_equal_rows_are_one_group():
    assert cluster(np.tile(np.eye(1, 8, dtype=np.float32), (5, 1))) == [0] * 5


def test_nothing_and_one():
    assert cluster(np.zeros((0, 8), dtype=np.float32)) == []
    assert cluster(np.eye(1, 8, dtype=np.float32)) == [0]


def test_groups_are_numbered_by_their_first_row():
    vectors, _ = blobs(5, 4)
    found = cluster(vectors)
    assert list(dict.fromkeys(found)) == list(range(5))


def test_a_pain_that_most_mentions_state_is_one_group():
    vectors, _ = blobs(1, 6)
    others = np.eye(2, 64, dtype=np.float32)
    found = cluster(np.vstack([vectors, others]))
    assert found == [0, 0, 0, 0, 0, 0, 1, 2]
