"""Why a record of a file is not among the documents of a scan."""

from __future__ import annotations

from enum import Enum


class Refusal(Enum):
    """The value finishes the sentence "112 …". A record that several would fit counts under the first."""

    UNREADABLE = "could not be read"
    DELETED = "deleted or removed"
    OTHER_SUBREDDIT = "in other subreddits"
    NSFW = "marked NSFW"
    OUTSIDE_RANGE = "outside the range"
    NO_KEYWORD = "without a keyword"
    REPEATED = "repeated"
    OVER_LIMIT = "beyond the limit"
