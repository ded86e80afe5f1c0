from __future__ import annotations

import numpy as np

from pipeline.subject_vector import take_out_subject
from tests.pipeline.test_cluster import blobs
from tests.pipeline.test_cluster_stability import unlike


def about_one_product() -> np.ndarray:
    rows, _ = blobs(12, 6)
    rows = rows + 0.7 * np.eye(1, 64, k=5, dtype=np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def test_a_subject_is_taken_out():
    rows = about_one_product()
    assert rows[:, 5].mean() > 0.4
    assert abs(take_out_subject(rows).vectors[:, 5].mean()) < 0.15


def test_broad_talk_is_left_as_it_is():
    rows = unlike(300, seed=1)
    found = take_out_subject(rows)
    assert np.allclose(found.vectors, rows, atol=1e-5)
    assert (found.weights == 1).all()


def test_strangers_hardly_move_the_rest_and_hardly_count():
    rows = about_one_product()
    strangers = unlike(len(rows) // 5, seed=3)
    alone, beside = take_out_subject(rows), take_out_subject(np.vstack([rows, strangers]))
    likeness = np.einsum("ij,ij->i", alone.vectors, beside.vectors[: len(rows)])
    assert likeness.min() > 0.99
    assert beside.weights[len(rows) :].mean() < beside.weights[: len(rows)].mean() / 2
