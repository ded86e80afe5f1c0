"""Where a record stands on Reddit: its id, subreddit, post and permalink, completed where an export left them out."""

from __future__ import annotations

import re
from hashlib import blake2b

from sources import fields
from sources.fields import Record

UNKNOWN_SUBREDDIT = "unknown"
REDDIT = "https://www.reddit.com"

_ID_CHARACTERS = "[0-9A-Za-z]{1,40}"
_NAME_CHARACTERS = "[0-9A-Za-z_][0-9A-Za-z_.:-]{0,63}"  # also "reddit.com", "t:heatdeathoftheuniverse" and "u_some-one"

_ID = re.compile(rf"(?:t[13]_)?({_ID_CHARACTERS})")
_POST_ID = re.compile(rf"(?:t3_)?({_ID_CHARACTERS})")
_POST_FULLNAME = re.compile(rf"t3_({_ID_CHARACTERS})")
_POST_IN_PERMALINK = re.compile(rf".*?/comments/({_ID_CHARACTERS})(?:/.*)?", re.DOTALL)
_SUBREDDIT = re.compile(rf"\s*(?:/?r/)?({_NAME_CHARACTERS})/?\s*", re.IGNORECASE)
_SUBREDDIT_IN_PERMALINK = re.compile(rf".*?/r/({_NAME_CHARACTERS})/comments/.*", re.DOTALL)
_PATH = re.compile(r"(?:https?://(?:\w+\.)?reddit\.com)?(/(?:r|u|user|comments)/[^\s<>\"'\\\x00-\x1f]{1,2000})")


def bare_id_of(record: Record, prefix: str) -> str:
    """Take the id without its `t1_` or `t3_`, or make one up that the same record gets every time."""
    name = fields.text(record, "name") or ""
    return (
        fields.match(_ID, record, "id")
        or (fields.match(_ID, record, "name") if name.startswith(prefix) else None)
        or _id_from_content(record)
    )


def subreddit_of(record: Record) -> str:
    """Take the subreddit's name without `r/`."""
    named = fields.match(_SUBREDDIT, record, "subreddit")
    return named or fields.match(_SUBREDDIT_IN_PERMALINK, record, "permalink") or UNKNOWN_SUBREDDIT


def post_of(comment: Record) -> str | None:
    """Take the bare id of the post that a comment stands under."""
    return (
        fields.match(_POST_ID, comment, "link_id")
        or fields.match(_POST_FULLNAME, comment, "parent_id")
        or fields.match(_POST_IN_PERMALINK, comment, "permalink")
    )


def permalink_of(record: Record, bare_id: str, *, is_post: bool) -> str:
    """Take the permalink as a full address on Reddit, or build one; other hosts and schemes are not believed."""
    if path := fields.match(_PATH, record, "permalink"):
        return REDDIT + path
    folder = f"{REDDIT}/r/{subreddit_of(record)}/comments"
    return f"{folder}/{bare_id}/" if is_post else f"{folder}/{post_of(record) or '_'}/_/{bare_id}/"


def crosspost_parent_of(record: Record) -> str | None:
    """Take the fullname of the post that this one repeats elsewhere."""
    parent = fields.match(_POST_FULLNAME, record, "crosspost_parent")
    return f"t3_{parent}" if parent else None


def _id_from_content(record: Record) -> str:
    keys = ("subreddit", "author", "title", "selftext", "body", "text", "created_utc", "created", "date")
    content = "\0".join(str(record.get(key, "")) for key in keys)
    return blake2b(content.encode(errors="replace"), digest_size=8).hexdigest()
