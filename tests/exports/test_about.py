"""What a file says of itself, in plain words."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from exports.about import describe_export
from exports.coverage import STATUSES, describe_coverage
from exports.question import SOURCES, describe_question, name_title
from exports.selection import ORDERS, PHRASES, describe_selection
from tests.exports.reports import make_about, make_coverage, make_scan


def ask(**request: Any) -> str:
    return describe_question(make_scan(request={"source": "reddit", **request}))


def test_a_question_names_communities_and_keywords():
    assert ask(subreddits=["Pottery", "glaze"], keywords=["kiln", "fuse", "wheel"], range="30d") == (
        "What do people struggle with in r/Pottery and r/glaze, where they speak of “kiln”, “fuse” or “wheel”? Asked "
        "of posts and comments of the last 30 days, read from Reddit's API."
    )


def test_a_question_about_everything_says_so():
    assert ask().startswith("What do people struggle with? Asked of posts and comments of all time")


@pytest.mark.parametrize(
    ("range_", "words"),
    [
        ({"from": "2026-01-31T00:00:00Z", "to": "2026-03-01T23:59:59Z"}, "from 31 January 2026 to 1 March 2026"),
        ({"from": "2026-01-31T00:00:00Z", "to": None}, "from 31 January 2026 on"),
        ({"to": "2026-03-01T23:59:59Z"}, "up to 1 March 2026"),
        ("7d", "of the last 7 days"),
    ],
)
def test_a_range_is_said_in_days(range_: Any, words: str):
    assert f"comments {words}, read" in ask(range=range_)


def test_limits_and_files_are_part_of_the_question():
    asked = ask(files=["a.zst", "b.zst"], limit_posts=1000, limit_comments=5, include_nsfw=True)
    assert (
        "; the files a.zst and b.zst; at most 1,000 posts; at most 5 comments of each post; adult content included."
        in asked
    )


def test_a_title_is_short_however_much_was_asked():
    scan = make_scan(request={"source": "reddit", "subreddits": [f"sub{number}" for number in range(100)]})
    assert name_title(scan) == "Pain points: r/sub0, r/sub1, r/sub2, 97 more"


def test_coverage_says_what_was_read_and_what_was_not():
    counts = {"posts": 1200, "comments": 1, "duplicates": 1, "other_languages": 3, "mentions": 0, "pain_points": 0}
    entries = [
        make_coverage("Pottery", status="capped", reason="stopped at 1,000 posts"),
        make_coverage("secret", status="private", asked=0, fetched=0, **{"from": None, "to": None}),
    ]
    assert describe_coverage(make_scan(counts=counts, coverage=entries, status="partial")) == [
        "Read: 1,200 posts and 1 comment, as of 29 August 2026.",
        "Left out: the pains of 1 text that only repeats another.",
        "Not read: 3 texts in other languages than English.",
        "Left out: what is marked as adult content.",
        "The result is partial: a part of what was asked for could not be read at all.",
        "r/Pottery: read up to a limit; 25 kept of 30 texts looked at from 29 August 2026 to 30 August 2026. "
        "Stopped at 1,000 posts.",
        "r/secret: is private and could not be read.",
    ]


def test_files_are_named_as_they_are():
    scan = make_scan(source="archive", coverage=[make_coverage("pottery.ndjson")])
    assert describe_coverage(scan)[-1].startswith("pottery.ndjson: read to the end")


def test_a_selection_says_what_it_leaves_out():
    assert describe_selection({}, chosen=340, found=340) == "All 340 pain points, the highest score first."
    assert describe_selection({"min_score": 60.0, "starred": "true", "sort": "newest"}, chosen=1, found=340) == (
        "1 pain point, with a score of 60 or more and that are starred (of 340 in the scan), the newest first."
    )
    assert (
        describe_selection({"ids": "a,b"}, chosen=2, found=2)
        == "2 pain points, chosen by hand, the highest score first."
    )


def test_invented_results_are_said_to_be_invented():
    about = make_about(source="sample")
    assert about["terms"] == [
        "All of it is invented: the sample ships with the program, and its permalinks lead nowhere."
    ]


def test_names_of_pain_points_do_not_slip_in_with_the_scan():
    scan = make_scan(top_pain_points=[{"id": "pain1", "name": "kiln of anna@example.com", "score": 1.0}])
    about = describe_export(scan, {}, pain_points=0, quotes=0, exported_at="2026-09-01T08:05:00Z", unmask=False)
    assert "anna@example.com" not in str(about)


def test_there_are_words_for_every_source_status_filter_and_order():
    from api.export_requests import ExportQuery
    from api.request_fields import SourceName
    from models.pain_point_list import Sort
    from sources.types import CoverageStatus

    assert set(SOURCES) == set(get_args(SourceName))
    assert set(STATUSES) == set(get_args(CoverageStatus))
    assert set(ORDERS) == set(get_args(Sort))
    assert {*PHRASES, "sort", "format", "unmask"} == set(ExportQuery.model_fields)
