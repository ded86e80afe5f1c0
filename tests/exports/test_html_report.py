"""The report in HTML, read by Python's own parser."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.formats import write_report
from exports.html_report import END
from tests.exports.reports import PERMALINK, make_pain_point, make_quote, make_report, written

VOID = {"meta", "link", "img", "br", "input"}
EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'</style>{{ 7*7 }}"


class Page(HTMLParser):
    """Collects what a page is made of, and fails where elements are not nested."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.content = content
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: dict[str, list[str]] = {}
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.words.setdefault(self.open[-1], []).append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def make_page(*pain_points: dict) -> Page:
    page = Page(written(write_report(make_report(*pain_points), "html", unmask=False)))
    assert not page.open
    return page


def test_it_needs_nothing_but_itself():
    page = make_page(make_pain_point(), make_pain_point("glaze runs", id="pain2"))
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "input"}
    assert not any("src" in attributes or "style" in attributes for _, attributes in page.elements)
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    assert "url(" not in "".join(page.words["style"])
    assert "@import" not in "".join(page.words["style"])


def test_its_policy_lets_its_own_style_through_and_nothing_else():
    page = make_page(make_pain_point())
    (policy,) = (attributes["content"] for attributes in page.all("meta") if attributes.get("http-equiv"))
    digest = b64encode(sha256("".join(page.words["style"]).encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_it_says_its_language_and_the_question_the_method_the_coverage_and_the_terms():
    page = make_page(make_pain_point())
    assert page.all("html") == [{"lang": "en"}]
    assert page.words["title"][:1] == ["Pain points: “kiln”, “glaze” in r/Pottery"]
    assert page.words["h3"] == ["Method", "Coverage", "Terms", "Privacy"]
    sentences = "".join(page.words["li"])
    assert "r/Pottery: read to the end" in sentences
    assert "Data API Terms" in sentences
    assert "delete what they wrote" in sentences


def test_the_contents_lead_to_every_pain_point():
    page = make_page(make_pain_point(), make_pain_point("glaze runs", id="pain2"))
    targets = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    inner = [str(a["href"])[1:] for a in page.all("a") if str(a["href"]).startswith("#")]
    assert {"pain-1", "pain-2", "about"} <= set(inner) <= targets
    assert [attributes["id"] for attributes in page.all("article")] == ["pain-1", "pain-2"]


def test_a_quote_links_to_where_it_was_said():
    page = make_page(make_pain_point())
    assert PERMALINK in [a["href"] for a in page.all("a")]
    assert page.all("blockquote") == [{"cite": PERMALINK}]
    assert page.words["blockquote"] == ["The kiln trips the fuse."]


@pytest.mark.parametrize("address", ["javascript:alert(1)", " JAVASCRIPT:alert(1)", "data:text/html,<script>", ""])
def test_no_link_leads_to_anything_but_the_web(address: str):
    page = make_page(make_pain_point(quotes=[make_quote(permalink=address)]))
    assert page.all("blockquote") == [{}]
    assert all(str(a["href"]).startswith("#") for a in page.all("a"))


def test_what_few_speak_of_has_no_trend():
    assert make_page(make_pain_point(mentions=3)).all("svg")
    assert not make_page(make_pain_point(mentions=2)).all("svg")


def test_strangers_bring_no_elements():
    plain = make_page(make_pain_point(note="Note."))
    evil = make_page(
        make_pain_point(EVIL, note=EVIL, subreddits=[{"name": EVIL, "mentions": 3}], quotes=[make_quote(EVIL)])
    )
    assert [tag for tag, _ in evil.elements] == [tag for tag, _ in plain.elements]
    assert "".join(evil.words["blockquote"]) == EVIL


@given(st.text("<>&\"'{}%#/= ab\n", max_size=60))
def test_any_text_comes_back_as_it_went_in(text: str):
    page = make_page(make_pain_point(text, quotes=[make_quote(text)]))
    assert "".join(page.words.get("blockquote", [])) == text


def test_a_whole_one_says_that_it_ends():
    page = make_page()
    assert page.content.rstrip().endswith(END)
    assert "Nothing here: no pain point matches." in page.words["li"]
