"""The accepted body of a scan, as it is stored, into what a source is asked."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sources.types import Query


def query_of(request: dict[str, Any], *, asked_at: datetime) -> Query:
    """Read an accepted request; `asked_at` is the scan's creation, from which live sources count back."""
    range_ = request.get("range")
    bounds: dict[str, Any] = range_ if isinstance(range_, dict) else {}
    return Query(
        keywords=tuple(request.get("keywords", ())),
        subreddits=tuple(request.get("subreddits", ())),
        since_utc=_seconds(bounds.get("from")),
        until_utc=_seconds(bounds.get("to")),
        last_days=int(range_.removesuffix("d")) if isinstance(range_, str) and range_ != "all" else None,
        asked_at_utc=int(asked_at.timestamp()),
        files=tuple(request.get("files", ())),
        limit_posts=request.get("limit_posts"),
        limit_comments=request.get("limit_comments"),
        include_nsfw=request.get("include_nsfw", False),
    )


def _seconds(moment: str | None) -> int | None:
    return None if moment is None else int(datetime.fromisoformat(moment).astimezone(UTC).timestamp())
