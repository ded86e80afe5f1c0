from __future__ import annotations

from typing import Any

import pytest

from sources.addresses import bare_id_of, crosspost_parent_of, permalink_of, post_of, subreddit_of

REDDIT = "https://www.reddit.com"


@pytest.mark.parametrize(
    "record",
    [
        {"id": "abc"},
        {"id": "t3_abc"},
        {"name": "t3_abc"},
        {"id": ["?"], "name": "t3_abc"},
        {"id": "abc", "name": "My export"},
    ],
)
def test_the_id_comes_from_id_or_name(record: dict[str, Any]) -> None:
    assert bare_id_of(record, "t3_") == "abc"


def test_a_made_up_id_is_the_same_for_the_same_content() -> None:
    first, again, other = ({"body": body, "author": "ann"} for body in ("one", "one", "two"))
    assert bare_id_of(first, "t1_") == bare_id_of(again, "t1_") != bare_id_of(other, "t1_")


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ({"subreddit": "Tools"}, "Tools"),
        ({"subreddit": "r/Tools"}, "Tools"),
        ({"subreddit": " /r/Tools/ "}, "Tools"),
        ({"subreddit": "u_some-one"}, "u_some-one"),
        ({"permalink": "/r/Tools/comments/abc/x/"}, "Tools"),
        ({}, "unknown"),
    ],
)
def test_the_subreddit_comes_without_its_prefix(record: dict[str, Any], name: str) -> None:
    assert subreddit_of(record) == name


@pytest.mark.parametrize(
    "record",
    [
        {"link_id": "t3_abc"},
        {"link_id": "abc"},
        {"parent_id": "t3_abc"},
        {"permalink": "/r/Tools/comments/abc/title/xyz/"},
    ],
)
def test_the_post_of_a_comment_comes_from_whatever_names_it(record: dict[str, Any]) -> None:
    assert post_of(record) == "abc"


def test_a_reply_does_not_take_its_parent_for_its_post() -> None:
    assert post_of({"parent_id": "t1_abc"}) is None


@pytest.mark.parametrize("host", ["", "https://www.reddit.com", "http://old.reddit.com", "https://reddit.com"])
def test_a_permalink_becomes_a_full_address(host: str) -> None:
    assert permalink_of({"permalink": f"{host}/r/T/comments/a/b/"}, "a", is_post=True) == f"{REDDIT}/r/T/comments/a/b/"


@pytest.mark.parametrize(
    "permalink",
    [None, "", "javascript:alert(1)", "https://evil.example/r/T/comments/a/", "//evil.example", '/r/T/"><b>'],
)
def test_a_permalink_that_cannot_be_trusted_is_built_anew(permalink: str | None) -> None:
    record = {"permalink": permalink, "subreddit": "Tools", "link_id": "t3_p"}
    assert permalink_of(record, "abc", is_post=True) == f"{REDDIT}/r/Tools/comments/abc/"
    assert permalink_of(record, "abc", is_post=False) == f"{REDDIT}/r/Tools/comments/p/_/abc/"


def test_a_crosspost_names_its_parent() -> None:
    assert crosspost_parent_of({"crosspost_parent": "t3_abc"}) == "t3_abc"
    assert crosspost_parent_of({"crosspost_parent": ["?"]}) is None
