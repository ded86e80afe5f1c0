"""The parts of the grouping benchmark that only count."""

from __future__ import annotations

from benchmarks.quality.grouping import Result, _bars, _stability_bars

GOOD = {"nmi": 0.8, "ari": 0.5, "bcubed_f1": 0.6, "pair_f1": 0.5}
POOR = {"nmi": 0.7, "ari": 0.3, "bcubed_f1": 0.5, "pair_f1": 0.3}


def _results(ours: dict[str, float], theirs: dict[str, float], static_s: float) -> dict[str, dict[str, Result]]:
    return {
        "some_set": {
            "static": Result(ours, static_s, 0.0, 100.0),
            "minilm": Result(ours, 10.0, 1.0, 100.0),
            "auto": Result(ours, 10.0, 1.0, 100.0),
            "BERTopic": Result(theirs, 10.0, 20.0, 400.0),
        }
    }


def test_every_bar_holds_where_ours_is_better_and_quick():
    held = list(_bars(_results(GOOD, POOR, static_s=0.5)))
    assert len(held) == 7
    assert all(holds for _, holds in held)


def test_no_bar_holds_where_ours_is_worse_and_slow():
    held = [holds for _, holds in _bars(_results(POOR, GOOD, static_s=5.0))]
    assert held == [False] * 6 + [True]


def test_groups_that_move_miss_their_bar():
    held = list(_stability_bars({"static on one": 0.95, "static on other": 0.7}))
    assert [holds for _, holds in held] == [True, False]
