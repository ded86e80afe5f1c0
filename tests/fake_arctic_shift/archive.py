"""What the archive holds, and how its endpoints choose from it, as the API's README describes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Record = dict[str, Any]

# Those of the API's selectable fields that records here may have.
SHARED_FIELDS = frozenset({"author", "created_utc", "id", "retrieved_on", "score", "subreddit"})
POST_FIELDS = SHARED_FIELDS | {"crosspost_parent", "num_comments", "over_18", "selftext", "title", "url"}
COMMENT_FIELDS = SHARED_FIELDS | {"body", "link_id", "parent_id"}
SEARCH_PARAMETERS = frozenset({"subreddit", "author", "after", "before", "limit", "sort", "fields"})
POST_PARAMETERS = SEARCH_PARAMETERS | {"query", "title", "selftext", "over_18"}
COMMENT_PARAMETERS = SEARCH_PARAMETERS | {"body", "link_id", "parent_id"}


class BadRequest(Exception):
    """Answered with 400 and these words."""


class NoSuchEndpoint(Exception):
    """Answered with 404."""


class Archive:
    """Posts and comments in the form of the dumps; a record with a title is a post."""

    def __init__(self, records: Iterable[Record]) -> None:
        records = list(records)
        self.posts = [record for record in records if "title" in record]
        self.comments = [record for record in records if "title" not in record]

    def answer(self, path: str, params: Mapping[str, str]) -> list[Record]:
        """Find what a request asks for.

        Raises:
          BadRequest: A parameter is unknown, missing or out of bounds.
          NoSuchEndpoint
        """
        match path:
            case "/api/posts/search":
                _allow(params, POST_PARAMETERS)
                found = _search(self.posts, params, text_of={"query": _title_and_text, "title": _title}, scope=_SCOPES)
                return _select(found, params, POST_FIELDS)
            case "/api/comments/search":
                _allow(params, COMMENT_PARAMETERS)
                found = _search(self.comments, params, text_of={"body": _body}, scope=(*_SCOPES, "link_id"))
                return _select(found, params, COMMENT_FIELDS)
            case "/api/posts/ids":
                _allow(params, frozenset({"ids", "fields"}))
                return _select(_by_id(self.posts, params), params, POST_FIELDS)
        raise NoSuchEndpoint


def _allow(params: Mapping[str, str], known: frozenset[str]) -> None:
    if unknown := sorted(params.keys() - known):
        raise BadRequest(f"Unknown parameter {unknown[0]}")


_SCOPES = ("subreddit", "author")


def _search(
    records: list[Record], params: Mapping[str, str], *, text_of: dict[str, Any], scope: tuple[str, ...]
) -> list[Record]:
    """Apply filters, order and limit; `after` and `before` are exclusive, as measured by others."""
    found = records
    if subreddit := params.get("subreddit"):
        found = [record for record in found if record["subreddit"].lower() == subreddit.lower().removeprefix("r/")]
    if link_id := params.get("link_id"):
        found = [record for record in found if record["link_id"].removeprefix("t3_") == link_id.removeprefix("t3_")]
    for name in text_of.keys() & params.keys():
        if not any(params.get(name) for name in scope):
            raise BadRequest(f"{name} needs one of {', '.join(scope)}")
        words = params[name].casefold().split()
        found = [record for record in found if all(word in text_of[name](record).casefold() for word in words)]
    after, before = int(params.get("after", 0)), int(params.get("before", 2**62))
    found = [record for record in found if after < record["created_utc"] < before]
    found = sorted(found, key=lambda record: record["created_utc"], reverse=params.get("sort", "desc") == "desc")
    limit = int(params.get("limit", 25))
    if not 1 <= limit <= 100:
        raise BadRequest("limit must be between 1 and 100")
    return found[:limit]


def _by_id(records: list[Record], params: Mapping[str, str]) -> list[Record]:
    ids = params.get("ids", "").split(",")
    if len(ids) > 500:
        raise BadRequest("ids: at most 500")
    wanted = {bare.removeprefix("t3_") for bare in ids}
    return [record for record in records if record["id"] in wanted]


def _select(records: list[Record], params: Mapping[str, str], selectable: frozenset[str]) -> list[Record]:
    if "fields" not in params:
        return records
    names = params["fields"].split(",")
    if unknown := sorted(set(names) - selectable):
        raise BadRequest(f"Unknown field {unknown[0]}")
    return [{name: record[name] for name in names if name in record} for record in records]


def _title_and_text(record: Record) -> str:
    return f"{record['title']}\n{record.get('selftext', '')}"


def _title(record: Record) -> str:
    return str(record["title"])


def _body(record: Record) -> str:
    return str(record["body"])
