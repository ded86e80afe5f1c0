"""The parts of the queue's benchmark that only count and write."""

from __future__ import annotations

from math import inf
from pathlib import Path

from benchmarks.queue.bars import bars
from benchmarks.queue.figures import header, percentile, rate_of, row, seconds_of
from benchmarks.queue.mark_file import MarkFile
from benchmarks.queue.speed import Speed
from benchmarks.queue.systems import BARE_DRAMATIQ, BULLMQ, CELERY, HERE, OURS, OURS_ELSEWHERE, RQ, RQ_SYSTEMS


def test_a_percentile_is_a_value_that_was_measured():
    values = [float(number) for number in range(100, 0, -1)]
    assert [percentile(values, share) for share in (0.0, 0.5, 0.99, 1.0)] == [1, 50, 99, 100]
    assert percentile([7.0], 0.99) == 7


def test_seconds_show_their_median_and_range():
    assert seconds_of([15.26, 14.9, 15.0], cap=120) == "15.0 (14.9 to 15.3)"
    assert seconds_of([0.5], cap=120) == "0.5"
    assert seconds_of([], cap=120) == "–"


def test_what_did_not_come_in_time_shows_as_more_than_the_wait():
    assert seconds_of([inf], cap=120) == "> 120"
    assert seconds_of([60.0, inf], cap=120) == "> 120 (60.0 to > 120)"


def test_rates_keep_a_digit_where_it_matters():
    assert rate_of([997.4, 953.0, 1010.0]) == "997 (953 to 1010)"
    assert rate_of([22.6, 21.0, 25.7]) == "22.6 (21.0 to 25.7)"


def test_rows_and_headers_are_markdown():
    assert header("a", "b") == "| a | b |\n|---|---|"
    assert row("x", 1) == "| x | 1 |"


def test_every_bar_holds_where_ours_is_ahead():
    speeds = _speeds(ours=Speed(chains_per_s=[250.0], idle_ms=[40.0]))
    held = bars(speeds, {OURS.name: [[0.7], [], []], "BullMQ": [[58.0], [13.8], [13.9]]})
    assert len(held) == 5
    assert all(held.values())


def test_a_bar_that_ours_misses_does_not_hold():
    speeds = _speeds(ours=Speed(chains_per_s=[100.0], idle_ms=[260.0]))
    held = bars(speeds, {OURS.name: [[14.0, 14.0], [], []], "BullMQ": [[58.0], [13.8], [13.9]]})
    assert list(held.values()) == [False, False, False, True, False]


def test_what_was_not_measured_has_no_bar():
    assert bars({}, {}) == {}
    assert bars({OURS.name: Speed(chains_per_s=[1.0], idle_ms=[1.0])}, {OURS.name: [[1.0], [], []]}) == {}
    assert bars({}, {OURS.name: [[1.0], [], []], OURS_ELSEWHERE.name: [[0.1], [0.1], [0.1]]}) == {}


def test_marks_are_read_once_and_never_torn(tmp_path: Path):
    file = tmp_path / "marks"
    marks = MarkFile(file)
    assert marks.marks("end") == []
    file.write_text("start a 1.5 10 1\nend a 2.5 11 1\nend b 3.")
    assert [(mark.chain, mark.at, mark.pid, mark.parent) for mark in marks.marks("end")] == [("a", 2.5, 11, 1)]
    file.write_text(file.read_text() + "5 12 1\n")
    assert [mark.at for mark in marks.marks("end")] == [2.5, 3.5]
    marks.forget()
    assert marks.marks("end") == []


def test_environments_of_different_packages_lie_in_different_folders():
    assert len({environment.folder for environment in (HERE, RQ, CELERY, BULLMQ)}) == 4


def _speeds(ours: Speed) -> dict[str, Speed]:
    return {
        OURS.name: ours,
        BARE_DRAMATIQ.name: Speed(chains_per_s=[960.0], idle_ms=[200.0]),
        RQ_SYSTEMS[0].name: Speed(chains_per_s=[20.0], idle_ms=[60.0]),
        RQ_SYSTEMS[1].name: Speed(chains_per_s=[115.0], idle_ms=[12.0]),
    }
