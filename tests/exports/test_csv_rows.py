"""CSV, read back by Python's reader."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.csv_rows import ABOUT_COLUMNS, COLUMNS, write_csv
from exports.formats import write_report
from exports.neutralise_formulas import neutralise_formulas
from tests.exports.reports import PERMALINK, make_pain_point, make_quote, make_report, written

# Without NUL, which no database of ours holds, and lone surrogates, which no UTF-8 does.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


def read(*pain_points: dict[str, Any], unmask: bool = False) -> list[dict[str, str]]:
    content = b"".join(write_report(make_report(*pain_points), "csv", unmask=unmask)).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(content, newline=""), strict=True))


def test_each_quote_has_a_row_with_its_pain_point():
    quotes = [make_quote("One."), make_quote("Two, with a comma.")]
    rows = read(make_pain_point(quotes=quotes), make_pain_point("glaze runs", id="pain2"))
    assert [(row["pain_point_id"], row["name"], row["quote"]) for row in rows] == [
        ("pain1", "kiln trips the fuse", "One."),
        ("pain1", "kiln trips the fuse", "Two, with a comma."),
        ("pain2", "glaze runs", "The kiln trips the fuse."),
    ]
    assert all(tuple(row) == COLUMNS for row in rows)
    assert all(row["permalink"] == PERMALINK and "r/Pottery" in row["question"] for row in rows)


def test_the_long_texts_about_it_stand_on_the_first_row():
    first, second = read(make_pain_point(quotes=[make_quote(), make_quote()]))
    assert all(first[name] for name in ABOUT_COLUMNS)
    assert not any(second[name] for name in ABOUT_COLUMNS)


def test_where_nothing_was_found_the_question_and_the_coverage_stand_alone():
    (row,) = read()
    assert "r/Pottery" in row["coverage"]
    assert row["question"]
    assert not row["quote"]


def test_it_begins_with_the_mark_that_excel_needs_and_ends_lines_as_the_standard_has_it():
    content = written(write_report(make_report(make_pain_point()), "csv", unmask=False))
    assert content.startswith('\ufeff"scan_id",')
    assert content.endswith("\r\n")


def test_our_numbers_stay_numbers_and_their_formulas_become_text():
    (row,) = read(make_pain_point("=HYPERLINK(1)", quotes=[make_quote("@SUM(A1)", upvotes=-3)]))
    assert row["upvotes"] == "-3"
    assert row["name"] == "'=HYPERLINK(1)"
    assert row["quote"] == "'@SUM(A1)"
    assert row["neutralised"] == "true"


def test_a_row_that_is_verbatim_says_so():
    (row,) = read(make_pain_point())
    assert (row["neutralised"], row["masked"]) == ("false", "false")


@pytest.mark.parametrize("field", ["name", "original_name", "note"])
def test_no_field_of_a_pain_point_begins_a_formula(field: str):
    (row,) = read(make_pain_point(**{field: "=1+1"}))
    assert row[field] == "'=1+1"


@given(TEXT, TEXT)
def test_any_text_comes_back_as_it_went_in(name: str, quote: str):
    (row,) = read(make_pain_point(name, quotes=[make_quote(quote)]), unmask=True)
    assert (row["name"], row["quote"]) == (neutralise_formulas(name), neutralise_formulas(quote))


def test_the_writer_asks_for_no_contents():
    report = make_report(make_pain_point())
    assert list(write_csv(make_report()))
    assert next(iter(report.contents))["id"] == "pain1"
