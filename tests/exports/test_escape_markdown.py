"""Strangers' words stay words in Markdown, read by a parser of CommonMark with GitHub's additions."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from exports.escape_markdown import escape_block, escape_line, link

GITHUB = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
WORDS_ONLY = {"text", "text_special", "softbreak", "hardbreak"}
MARKUP = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](https://evil.example)",
    "![](https://evil.example/pixel.png)",
    "[ref]: https://evil.example",
    "<https://evil.example>",
    "# heading",
    "> quote",
    "- item\n- item",
    "1. item\n2) item",
    "kiln\n====",
    "kiln\n----",
    "***",
    "    code",
    "```\ncode\n```",
    "~~~\ncode",
    "`code`",
    "**bold** _soft_ ~~gone~~",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "&lt; &amp; &#60;",
    "back\\slash \\[",
    "kiln  \nglaze\n\n\nfuse",
    "+ item\n\n* item",
    "<!-- comment",
    "kiln\u2028# heading\x0b- item",
]
HOSTILE = st.one_of(st.sampled_from(MARKUP), st.text("`*_[]()<>#+-.!|~\\&:=1 \n\ta@{}^$", max_size=40), st.text())


def inline_tokens(text: str) -> list[Token]:
    return [child for token in GITHUB.parse(text) for child in token.children or []]


def shown(tokens: list[Token]) -> str:
    return "".join(" " if token.type.endswith("break") else token.content for token in tokens)


def words(text: str) -> str:
    return " ".join(re.sub(r"[\x00\ufffd]", "", text).split())


@given(HOSTILE)
@pytest.mark.parametrize("prefix", ["", "> "])
def test_a_block_holds_its_words_and_nothing_else(prefix: str, text: str):
    block = escape_block(text, prefix=prefix)
    kinds = {token.type for token in GITHUB.parse(block)}
    assert kinds <= {"paragraph_open", "inline", "paragraph_close", "blockquote_open", "blockquote_close"}
    assert {token.type for token in inline_tokens(block)} <= WORDS_ONLY
    paragraphs = [shown(token.children or []) for token in GITHUB.parse(block) if token.type == "inline"]
    assert words(" ".join(paragraphs)) == words(text)


@given(HOSTILE)
def test_a_line_stays_in_its_heading(text: str):
    heading = GITHUB.parse(f"### {escape_line('kiln ' + text)}\n")
    assert [token.type for token in heading] == ["heading_open", "inline", "heading_close"]
    assert {token.type for token in inline_tokens(f"### {escape_line('kiln ' + text)}\n")} <= WORDS_ONLY


@given(HOSTILE, st.text())
def test_a_link_is_one_link_to_its_address(text: str, path: str):
    tokens = inline_tokens(f"See {link('r/' + text, 'https://www.reddit.com/r/' + path)}")
    assert [token.type for token in tokens if token.type not in WORDS_ONLY] == ["link_open", "link_close"]
    (opening,) = (token for token in tokens if token.type == "link_open")
    assert str(opening.attrs["href"]).startswith("https://www.reddit.com/r/")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", ""])
def test_no_link_leads_to_anything_but_the_web(address: str):
    assert link("r/pottery", address) == "r/pottery"


def test_bare_addresses_are_broken_for_those_who_make_links_of_them():
    assert escape_line("see https://evil.example or www.evil.example") == (
        r"see https\://evil.example or www\.evil.example"
    )
