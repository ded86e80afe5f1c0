"""What all formats have in common."""

from __future__ import annotations

import tracemalloc

import pytest

from exports.formats import FORMAT_NAMES, FORMATS, FormatName, name_file, write_report
from exports.gather import PIECE_BYTES
from exports.report import Report
from tests.exports.reports import make_about, make_pain_point, many_quotes

QUOTES = 50_000
MOST_MB = 5


def make_large_report() -> Report:
    """One pain point whose quotes are made as they are asked for: some 15 MB of text."""
    return Report(make_about(), iter([]), iter([make_pain_point(quotes=many_quotes(QUOTES))]))


@pytest.mark.parametrize("name", FORMAT_NAMES)
def test_a_large_file_is_never_whole_in_memory(name: FormatName):
    list(write_report(Report(make_about(), [], []), name, unmask=False))  # loads what it needs
    tracemalloc.start()
    try:
        size = sum(len(piece) for piece in write_report(make_large_report(), name, unmask=True))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    print(f"{name}: {size / 2**20:.1f} MB written, {peak / 2**20:.2f} MB held at most")
    assert size > 2 * MOST_MB * 2**20 if name in ("json", "jsonl", "csv", "html") else size > MOST_MB * 2**20
    assert peak < MOST_MB * 2**20


@pytest.mark.parametrize("name", FORMAT_NAMES)
def test_the_first_piece_comes_before_the_last_quote_is_asked_for(name: FormatName):
    quotes = many_quotes(QUOTES)
    report = Report(make_about(), iter([]), iter([make_pain_point(quotes=quotes)]))
    pieces = write_report(report, name, unmask=True)
    assert len(next(pieces)) < 4 * PIECE_BYTES
    assert len(list(quotes)) > QUOTES // 2


def test_a_file_is_named_after_its_scan_and_the_day():
    names = [name_file("scan1", "2026-09-01T08:05:00Z", name) for name in FORMAT_NAMES]
    assert names[0] == "pain-points-scan1-2026-09-01.csv"
    assert len(set(names)) == len(FORMATS)
    assert all(name.isascii() for name in names)
