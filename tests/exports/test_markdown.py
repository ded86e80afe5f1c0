"""The report in Markdown."""

from __future__ import annotations

from markdown_it import MarkdownIt

from exports.formats import write_report
from exports.markdown import END
from tests.exports.reports import PERMALINK, make_pain_point, make_quote, make_report, written

EVIL = "<img src=x onerror=alert(1)> [a](javascript:alert(1))\n# heading"


def render(*pain_points: dict) -> str:
    content = written(write_report(make_report(*pain_points), "md", unmask=False))
    return str(MarkdownIt("commonmark", {"html": True}).render(content))


def test_it_says_the_question_the_method_the_coverage_and_the_terms():
    page = render(make_pain_point())
    assert "where they speak of “kiln” or “glaze”?" in page
    for heading in ("Method", "Coverage", "Terms and privacy", "Pain points"):
        assert f"<h2>{heading}</h2>" in page
    assert "r/Pottery: read to the end; 25 kept of 30 texts looked at" in page


def test_a_pain_point_is_a_heading_with_its_numbers_and_quotes_that_link_to_where_they_were_said():
    page = render(make_pain_point(authors_known=False, note="Ask the makers."))
    assert "<h3>1. kiln trips the fuse</h3>" in page
    assert "3 mentions by at most 3 authors" in page
    assert "Note: Ask the makers." in page
    assert "<blockquote>\n<p>The kiln trips the fuse.</p>" in page
    assert f'<a href="{PERMALINK}">r/Pottery, 29 August 2026</a>, -3 votes' in page


def test_strangers_bring_no_markup():
    page = render(make_pain_point(EVIL, note=EVIL, quotes=[make_quote(EVIL)]))
    assert "<img" not in page
    assert "javascript:alert(1)</" not in page
    assert 'href="javascript' not in page
    assert "<h1>heading" not in page


def test_a_whole_one_says_that_it_ends():
    assert written(write_report(make_report(), "md", unmask=False)).rstrip().endswith(END)
