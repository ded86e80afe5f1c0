from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import is_bot, is_deleted, mask, own_prose
from tests.pipeline.documents import comment, post

MARKUP = "abc .!?*_`~>#|-+[]()&;:/\\\r\n\t 1é💥"


@given(st.text(alphabet=MARKUP, max_size=120))
def test_it_keeps_offsets_of_raw_text(markdown: str):
    masked = mask(markdown)
    assert len(masked) == len(markdown)
    assert all(after in (before, " ") for before, after in zip(markdown, masked, strict=True))
    assert masked.count("\n") == markdown.count("\n")


@pytest.mark.parametrize(
    "markdown",
    [
        "> it crashes for me\n\nKept words",
        "&gt; it crashes for me\n\nKept words",
        "```\nit crashes for me\n```\nKept words",
        "    it crashes for me\n\nKept words",
        "Kept words `it crashes for me`",
        "Kept words https://example.com/it-crashes",
        "[Kept words](https://example.com/crashes)",
        "| it | crashes |\n|---|---|\n| for | me |\n\nKept words",
        "Kept words\n\n^(I am a bot, and it crashes)",
    ],
)
def test_it_leaves_only_the_writers_own_prose(markdown: str):
    assert mask(markdown).split() == ["Kept", "words"]


def test_it_drops_marks_but_not_marked_words():
    assert mask("## It is **so** _slow_ &amp; ~~bad~~ old").split() == ["It", "is", "so", "slow", "bad", "old"]


def test_it_keeps_words_joined_by_underscores():
    assert "sync_all_pages" in mask("I call sync_all_pages *twice*")


def test_masking_survives_windows_line_ends():
    assert mask("> quoted\r\n\r\nmine").endswith("\r\n\r\nmine")
    assert "quoted" not in mask("> quoted\r\n\r\nmine")


def test_prose_of_a_post_counts_from_its_title():
    document = post("a", "Export fails", "> quoted\n\nIt *never* works")
    prose = own_prose(document)
    assert len(prose) == len(document.text)
    assert document.text[prose.index("never") :].startswith("never* works")


@pytest.mark.parametrize("body", ["[deleted]", "[removed]", " [Removed] "])
def test_it_recognises_deleted_bodies(body: str):
    assert is_deleted(comment("a", body))


def test_bots_are_known_by_their_own_words():
    assert is_bot(comment("a", "Hello!\n\n*I am a bot, and this action was performed automatically.*"))
    assert not is_bot(comment("b", "The bot in our channel answers twice"))
