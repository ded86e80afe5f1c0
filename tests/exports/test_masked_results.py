"""Every format leaves contacts out, and says so, unless asked otherwise."""

from __future__ import annotations

import json

import pytest

from exports.formats import FORMAT_NAMES, FormatName, write_report
from exports.report import Report
from tests.exports.reports import make_about, make_pain_point, make_quote, make_report, written

EMAIL, PHONE = "anna@example.com", "+49 30 901820"


def make_talkative_report(*, unmask: bool) -> Report:
    about = make_about(unmask=unmask, request={"source": "reddit", "keywords": [EMAIL], "subreddits": ["Pottery"]})
    pain_point = make_pain_point(
        f"kiln of {EMAIL}",
        note=f"Ask {PHONE}.",
        quotes=[make_quote(f"Call me at {PHONE}."), make_quote("The glaze runs.")],
    )
    return make_report(pain_point, about=about)


@pytest.mark.parametrize("name", FORMAT_NAMES)
def test_contacts_are_left_out_of_questions_names_notes_and_quotes(name: FormatName):
    content = written(write_report(make_talkative_report(unmask=False), name, unmask=False))
    assert EMAIL not in content
    assert PHONE not in content
    assert "phone number" in content


@pytest.mark.parametrize("name", FORMAT_NAMES)
def test_contacts_stay_where_they_are_asked_for(name: FormatName):
    content = written(write_report(make_talkative_report(unmask=True), name, unmask=True)).replace("\\", "")
    assert EMAIL in content
    assert PHONE in content
    assert "left in, as was asked for" in content


def test_what_was_changed_is_marked_and_places_stay():
    content = written(write_report(make_talkative_report(unmask=False), "json", unmask=False))
    (shown,) = json.loads(content)["pain_points"]
    assert shown["masked"] is True
    assert [quote["masked"] for quote in shown["quotes"]] == [True, False]
    assert shown["quotes"][0]["end"] == 2 + len(f"Call me at {PHONE}.")
    assert shown["quotes"][0]["text"] == "Call me at [phone number]."
