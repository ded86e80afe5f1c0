"""JSON and JSON Lines."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.formats import write_report
from tests.exports.reports import make_about, make_pain_point, make_quote, make_report, written

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
TWO = (make_pain_point(quotes=[make_quote("One."), make_quote("Two.")]), make_pain_point("glaze runs", id="pain2"))


def marked(pain_point: dict) -> dict:
    return pain_point | {"masked": False, "quotes": [quote | {"masked": False} for quote in pain_point["quotes"]]}


def test_the_document_holds_what_it_is_about_and_pain_points_as_the_api_shows_them():
    document = json.loads(written(write_report(make_report(*TWO), "json", unmask=False)))
    assert document == {"about": make_about(), "pain_points": [marked(item) for item in TWO]}


def test_the_lines_are_what_it_is_about_and_then_the_pain_points():
    first, *others = written(write_report(make_report(*TWO), "jsonl", unmask=False)).splitlines()
    assert json.loads(first) == {"about": make_about()}
    assert [json.loads(line) for line in others] == [marked(item) for item in TWO]
    assert json.loads(first)["about"]["pain_points"] == len(others)


def test_nothing_found_is_valid_too():
    assert json.loads(written(write_report(make_report(), "json", unmask=False)))["pain_points"] == []
    assert written(write_report(make_report(), "jsonl", unmask=False)).count("\n") == 1


def test_a_document_cut_short_is_no_json():
    whole = written(write_report(make_report(*TWO), "json", unmask=False)).rstrip()
    for cut in range(1, len(whole), 97):
        with pytest.raises(json.JSONDecodeError):
            json.loads(whole[:cut])


@given(st.lists(TEXT, max_size=3), TEXT)
def test_any_text_comes_back_as_it_went_in(quotes: list[str], name: str):
    report = make_report(make_pain_point(name, quotes=[make_quote(text) for text in quotes]))
    (shown,) = json.loads(written(write_report(report, "json", unmask=True)))["pain_points"]
    assert shown["name"] == name
    assert [quote["text"] for quote in shown["quotes"]] == quotes
