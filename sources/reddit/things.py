"""From PRAW's objects to records in the form of the public dumps, which `sources.records` understands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sources.fields import Record

if TYPE_CHECKING:
    from praw.models import Comment, Submission

_KEYS = (
    "id", "name", "title", "selftext", "body", "created_utc", "permalink", "score", "over_18", "num_comments",
    "link_id", "parent_id", "crosspost_parent",
)  # fmt: skip


def record_from(thing: Submission | Comment) -> Record:
    """Copy the fields that came with the answer; asking PRAW for one that did not would send another request."""
    given: dict[str, Any] = vars(thing)
    record = {key: given[key] for key in _KEYS if key in given}
    # PRAW makes objects of these two, and None of a deleted author.
    record |= {key: str(given[key]) for key in ("author", "subreddit") if given.get(key) is not None}
    return record
