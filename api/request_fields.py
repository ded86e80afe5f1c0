"""The kinds of fields that requests are made of, each with the rule that it must keep."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from api.explain import refuse, refuse_parts

LONGEST_KEYWORD = 100
MOST_KEYWORDS = 50
MOST_SUBREDDITS = 100
LONGEST_AUDIENCE_NAME = 80
MOST_FILES = 1_000
MOST_POSTS = 1_000_000
MOST_COMMENTS_PER_POST = 100_000
MOST_JOBS_CLEANED = 10_000
MOST_SCANS_RETRIED = 1_000
LONGEST_GRACE_MS = 365 * 86_400_000
# As Reddit makes them now, with 3 to 21 characters, and the few old ones with two (r/de); user pages are u_<name>.
SUBREDDIT = re.compile(r"(?:/?r/)?([A-Za-z0-9][A-Za-z0-9_]{1,20}|u_[A-Za-z0-9_-]{3,20})/?", re.ASCII)

SourceName = Literal["reddit", "arctic_shift", "archive", "sample"]
RangePreset = Literal["7d", "30d", "90d", "all"]
Priority = Literal["low", "standard", "premium"]
Status = Literal["queued", "running", "completed", "partial", "failed", "cancelled"]
JobState = Literal["waiting", "delayed", "active", "completed", "failed", "cancelled"]
Category = Literal[
    "broken", "missing", "slow", "expensive", "confusing", "tedious", "wish", "switching", "question", "other"
]


def _tidy_keyword(text: str) -> str:
    keyword = " ".join(text.split())
    if not keyword:
        raise refuse("is empty; give a word or a phrase, or leave it out")
    if len(keyword) > LONGEST_KEYWORD:
        raise refuse(f"has {len(keyword)} characters; at most {LONGEST_KEYWORD} will do")
    if not keyword.isprintable():
        raise refuse("holds invisible characters; type it anew")
    return keyword


def _tidy_subreddit(text: str) -> str:
    match = SUBREDDIT.fullmatch(text.strip())
    if match is None:
        raise refuse("is no name of a subreddit; 2 to 21 letters, digits and underscores will do, as in r/sysadmin")
    return match[1]


def _tidy_audience_name(text: str) -> str:
    # One name, whichever of the two ways of writing é the keyboard has.
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if not name:
        raise refuse("is empty; give a name of at least one character")
    if len(name) > LONGEST_AUDIENCE_NAME:
        raise refuse(f"has {len(name)} characters; at most {LONGEST_AUDIENCE_NAME} will do")
    if not name.isprintable():
        raise refuse("holds invisible characters; type it anew")
    return name


def _refuse_living(state: Any) -> Any:
    if state in ("waiting", "delayed", "active"):
        ended = "'completed', 'failed' or 'cancelled'"
        raise refuse(f"must be {ended}; {state} jobs are not over: cancel their scans (POST /api/scans/{{id}}/cancel)")
    return state


def differ_by(key: Callable[[Any], str]) -> AfterValidator:
    """Make the validator of a list whose entries are all to have different keys."""

    def check(values: list[Any]) -> list[Any]:
        if repeats := list(_repeats([key(value) for value in values])):
            raise refuse_parts(repeats)
        return values

    return AfterValidator(check)


def _repeats(keys: list[str]) -> Iterator[tuple[int, str]]:
    first_at: dict[str, int] = {}
    for index, key in enumerate(keys):
        if first_at.setdefault(key, index) != index:
            yield index, f"repeats entry {first_at[key]}, {key!r}; leave one of them out"


Keyword = Annotated[
    str,
    AfterValidator(_tidy_keyword),
    Field(json_schema_extra={"minLength": 1, "maxLength": LONGEST_KEYWORD}),
]
Keywords = Annotated[list[Keyword], Field(max_length=MOST_KEYWORDS), differ_by(str.casefold)]
Subreddit = Annotated[
    str, AfterValidator(_tidy_subreddit), Field(json_schema_extra={"pattern": f"^{SUBREDDIT.pattern}$"})
]
Subreddits = Annotated[list[Subreddit], Field(max_length=MOST_SUBREDDITS), differ_by(str.casefold)]
AudienceName = Annotated[
    str,
    AfterValidator(_tidy_audience_name),
    Field(json_schema_extra={"minLength": 1, "maxLength": LONGEST_AUDIENCE_NAME}),
]
FileName = Annotated[str, Field(min_length=1, max_length=255)]
FileNames = Annotated[list[FileName], Field(max_length=MOST_FILES), differ_by(str)]
PostLimit = Annotated[int, Field(strict=True, ge=1, le=MOST_POSTS)]
CommentLimit = Annotated[int, Field(strict=True, ge=1, le=MOST_COMMENTS_PER_POST)]
CleanState = Annotated[Literal["completed", "failed", "cancelled"], BeforeValidator(_refuse_living)]
CleanLimit = Annotated[int, Field(strict=True, ge=1, le=MOST_JOBS_CLEANED)]
GraceMs = Annotated[int, Field(strict=True, ge=0, le=LONGEST_GRACE_MS)]
RetryLimit = Annotated[int, Field(strict=True, ge=1, le=MOST_SCANS_RETRIED)]
