from __future__ import annotations

import json
import math
import re
from typing import Any

import pytest

from pipeline.types import Document
from sources.records import document_from
from sources.refusals import Refusal
from tests.sources.dumps import NEWEST, comment, submission

RUBBISH: list[Any] = [
    None,
    math.nan,
    math.inf,
    -1,
    10**400,
    1e300,
    True,
    "",
    " ",
    "nan",
    "\x00",
    "\ud800",
    "../..",
    [],
    ["a"],
    {"a": 1},
]


def test_a_record_with_a_title_is_a_post() -> None:
    post = _document(submission("abc", "Title", "Body"))
    assert (post.id, post.title, post.body, post.text) == ("t3_abc", "Title", "Body", "Title\n\nBody")


def test_a_record_with_a_body_is_a_comment() -> None:
    found = _document(comment("abc", "xyz", "Body"))
    assert (found.id, found.title, found.text, found.post_id) == ("t1_abc", None, "Body", "t3_xyz")


def test_a_record_with_neither_cannot_be_read() -> None:
    assert document_from({"id": "abc", "created_utc": NEWEST}, str.upper) is Refusal.UNREADABLE


@pytest.mark.parametrize(
    "key", ["id", "name", "subreddit", "author", "score", "permalink", "link_id", "edited", "over_18"]
)
@pytest.mark.parametrize("value", RUBBISH, ids=repr)
def test_rubbish_in_a_field_does_not_cost_the_document(key: str, value: object) -> None:
    for record in (submission("abc"), comment("abc", "xyz")):
        document = _document(record | {key: value})
        assert re.fullmatch(r"t[13]_[0-9A-Za-z]+", document.id)
        assert document.permalink.startswith("https://www.reddit.com/r/")
        assert re.fullmatch(r"[0-9A-Za-z_-]+", document.subreddit)
        assert document.upvotes is None or abs(document.upvotes) < 2**31
        repr(document).encode()


@pytest.mark.parametrize("value", RUBBISH, ids=repr)
def test_rubbish_instead_of_a_date_cannot_be_read(value: object) -> None:
    assert document_from(submission("abc", created_utc=value), str.upper) is Refusal.UNREADABLE


@pytest.mark.parametrize("value", [math.nan, ["a"], {"a": 1}, 7, None, " "], ids=repr)
def test_rubbish_instead_of_a_body_leaves_a_post_its_title(value: object) -> None:
    assert _document(submission("abc", "Title", selftext=value)).text.strip() == "Title"
    assert document_from(comment("abc", "xyz", body=value), str.upper) is Refusal.UNREADABLE


@pytest.mark.parametrize(
    "mark", ["[deleted]", "[removed]", "[ Removed by Reddit ]", "[Removed by Reddit]", " [deleted]\n"]
)
def test_a_deleted_body_is_told_apart(mark: str) -> None:
    assert document_from(submission("abc", selftext=mark), str.upper) is Refusal.DELETED
    assert document_from(comment("abc", "xyz", mark), str.upper) is Refusal.DELETED


def test_a_body_that_talks_of_deletion_is_kept() -> None:
    assert _document(comment("abc", "xyz", "It says [deleted] everywhere")).body == "It says [deleted] everywhere"


@pytest.mark.parametrize("author", [None, "", "[deleted]", "[removed]", 7])
def test_an_unknown_author_is_none(author: object) -> None:
    assert _document(submission("abc", author=author)).author is None


def test_a_known_author_is_hashed() -> None:
    assert _document(submission("abc", author="ann")).author == "ANN"


@pytest.mark.parametrize(
    ("author", "is_bot"),
    [
        ("AutoModerator", True),
        ("automoderator", True),
        ("haiku-bot", True),
        ("sneaky_BOT", True),
        ("RemindMeBot", True),
        ("abbot", False),
        ("BotFly", False),
        ("ann", False),
        (None, False),
    ],
)
def test_bots_are_known_by_their_names(author: str | None, is_bot: bool) -> None:
    assert _document(comment("abc", "xyz", author=author)).is_bot is is_bot


def test_nul_and_lone_surrogates_are_taken_out_and_other_characters_stay() -> None:
    record = json.loads(r'{"id": "a", "title": "\u0000a\ud83db \ud83d\ude00\t\u001b", "created_utc": 1760000000}')
    assert _document(record).title == "ab 😀\t\x1b"


@pytest.mark.parametrize("edited", [True, False, 1760000001.0])
def test_edited_may_be_a_flag_or_a_time(edited: object) -> None:
    assert _document(submission("abc", edited=edited)).created_utc == NEWEST


def _document(record: dict[str, Any]) -> Document:
    found = document_from(record, str.upper)
    assert isinstance(found, Document)
    return found
