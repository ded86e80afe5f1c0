from __future__ import annotations

import numpy as np
import pytest

from pipeline import background as module
from pipeline.background import Background, measure_background
from tests.pipeline.test_cluster import blobs


def measure(vectors: np.ndarray) -> Background:
    return measure_background(vectors, np.ones(len(vectors)))


def test_groups_do_not_widen_the_background():
    many, _ = blobs(60, 5)
    few, _ = blobs(6, 50)
    assert measure(few).deviation < 1.5 * measure(many).deviation
    assert np.std(few @ few.T) > 1.5 * np.std(many @ many.T)


def test_some_rows_tell_nearly_what_all_tell(monkeypatch: pytest.MonkeyPatch):
    vectors, _ = blobs(40, 20)
    every = measure(vectors)
    monkeypatch.setattr(module, "MOST_ROWS", 100)
    monkeypatch.setattr(module, "MOST_OTHERS", 200)
    some = measure(vectors)
    assert some.level == pytest.approx(every.level, abs=0.01)
    assert some.deviation == pytest.approx(every.deviation, abs=0.01)


def test_without_pairs_it_is_the_typical_one():
    one = measure(np.eye(1, 8, dtype=np.float32))
    assert (one.level, one.deviation) == (module.TYPICAL_LEVEL, module.TYPICAL_DEVIATION)


def test_a_scan_about_one_pain_is_no_background():
    one_pain = np.asarray(blobs(1, 6)[0])
    assert (one_pain @ one_pain.T).mean() > 0.8
    found = measure(one_pain)
    assert found.level <= module.HIGHEST_LEVEL
    assert found.deviation <= module.WIDEST_DEVIATION


def test_rows_without_weight_do_not_count():
    rows = np.asarray(blobs(12, 8)[0])
    opposite = -np.repeat(rows[:1], 40, axis=0)
    weights = np.concatenate([np.ones(len(rows)), np.zeros(len(opposite))])
    both = np.vstack([rows, opposite])
    assert measure_background(both, weights).level == pytest.approx(measure(rows).level, abs=0.01)
    assert abs(measure(both).level - measure(rows).level) > 0.02
