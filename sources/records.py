"""From a record of a public Reddit dump to a document, or to the reason why it is none."""

from __future__ import annotations

import re

from pipeline.types import DELETED_MARKS, Document
from sources import fields
from sources.addresses import bare_id_of, crosspost_parent_of, permalink_of, post_of, subreddit_of
from sources.fields import Record
from sources.refusals import Refusal
from sources.types import HashAuthor

_BOT = re.compile(r"automoderator|.*[-_]bot|.*(?-i:Bot)", re.IGNORECASE | re.DOTALL)
_SPACE_IN_BRACKETS = re.compile(r"(?<=^\[)\s+|\s+(?=\]$)")


def document_from(record: Record, hash_author: HashAuthor) -> Document | Refusal:
    """Turn a record into a document: a post if it has a title, else a comment if it has a body."""
    title = _not_blank(fields.text(record, "title"))
    body = fields.text(record, "selftext", "body", "text") if title else _not_blank(fields.text(record, "body", "text"))
    if title is None and body is None:
        return Refusal.UNREADABLE
    if body is not None and _is_deleted(body):
        return Refusal.DELETED
    created_utc = fields.date(record, "created_utc", "created", "date")
    if created_utc is None:
        return Refusal.UNREADABLE
    author = _author_name(record)
    prefix = "t3_" if title else "t1_"
    bare_id = bare_id_of(record, prefix)
    post = None if title else post_of(record)
    return Document(
        id=prefix + bare_id,
        subreddit=subreddit_of(record),
        body=body or "",
        created_utc=created_utc,
        permalink=permalink_of(record, bare_id, is_post=title is not None),
        title=title,
        author=hash_author(author) if author else None,
        upvotes=fields.votes(record, "score", "ups", "upvotes"),
        post_id=f"t3_{post}" if post else None,
        crosspost_parent=crosspost_parent_of(record) if title else None,
        is_bot=_BOT.fullmatch(author) is not None,
        over_18=fields.flag(record, "over_18"),
    )


def _not_blank(text: str | None) -> str | None:
    return text if text and not text.isspace() else None


def _without_inner_space(mark: str) -> str:
    return _SPACE_IN_BRACKETS.sub("", mark.strip().casefold())


_DELETED = frozenset(_without_inner_space(mark) for mark in DELETED_MARKS)


def _is_deleted(text: str) -> bool:
    # Both "[ Removed by Reddit ]" and "[Removed by Reddit]" occur; the length saves most bodies the work.
    return len(text) < 40 and _without_inner_space(text) in _DELETED


def _author_name(record: Record) -> str:
    name = (fields.text(record, "author") or "").strip()
    return "" if _is_deleted(name) else name
