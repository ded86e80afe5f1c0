"""Groups do not move when they should not."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from pipeline import cluster as module
from pipeline.cluster import cluster
from pipeline.group import group_mentions
from tests.pipeline.documents import comment, mention
from tests.pipeline.test_cluster import blobs

THINGS = ("kiln", "printer", "loom", "lathe", "oven", "scanner")
TROUBLES = ("breaks after an hour", "is far too slow", "costs more every year", "lost all my settings")


def unlike(count: int, seed: int) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, 64))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


@pytest.mark.parametrize(("groups", "size"), [(5, 4), (30, 12)])
def test_unrelated_mentions_leave_groups_as_they_are(groups: int, size: int):
    vectors, _ = blobs(groups, size)
    added = np.vstack([vectors, unlike(len(vectors) // 5, seed=3)])
    assert adjusted_rand_score(cluster(vectors), cluster(added)[: len(vectors)]) >= 0.9


def test_unrelated_mentions_leave_groups_of_many_rows_as_they_are(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MOST_FOR_FULL_LINKAGE", 100)
    vectors, _ = blobs(40, 15)
    added = np.vstack([vectors, unlike(len(vectors) // 5, seed=3)])
    assert adjusted_rand_score(cluster(vectors), cluster(added)[: len(vectors)]) >= 0.95


def test_shuffled_mentions_fall_into_the_same_groups():
    texts = [f"My {thing} {trouble}, {day} days in a row" for thing in THINGS for trouble in TROUBLES for day in (2, 3)]
    documents = {f"t1_{i}": comment(str(i), text) for i, text in enumerate(texts)}
    mentions = [mention(f"t1_{i}", text) for i, text in enumerate(texts)]
    order = np.random.default_rng(2).permutation(len(mentions)).tolist()
    straight = group_mentions(mentions, documents, "static").groups
    shuffled = group_mentions([mentions[i] for i in order], documents, "static").groups
    assert len(set(straight)) > 1
    assert shuffled == [straight[i] for i in order]


def test_groups_of_many_rows_come_out_the_same_twice(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MOST_FOR_FULL_LINKAGE", 100)
    vectors, _ = blobs(40, 15)
    assert cluster(vectors) == cluster(vectors.copy())
