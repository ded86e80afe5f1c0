"""Fetch: from a source into the document table, page by page."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from actors.run import Run
from models.clock import now
from models.document import count_documents, store_documents
from models.installation import author_salt
from models.scan import Scan, replace_coverage
from pipeline.types import Document
from settings import load_settings
from sources.registry import open_source
from sources.types import Query


def fetch(run: Run) -> None:
    settings = load_settings()
    source = open_source(
        run.scan.source,
        archive_dir=settings.archives,
        author_salt=author_salt(),
        archive_max_window_bytes=settings.archive_max_window_mb << 20,
    )
    for page in source.fetch(query_of(run.scan), run.cursor):
        with run.saving(page.cursor, done=page.done or 0.0):
            store_documents(run.scan.id, [_row(document) for document in page.documents])
            replace_coverage(run.scan.id, [asdict(entry) for entry in page.coverage])
    posts, comments = count_documents(run.scan.id)
    with run.handing_over(posts=posts, comments=comments):
        pass


def query_of(scan: Scan) -> Query:
    """Turn the accepted request into what a source is asked."""
    request: dict[str, Any] = scan.request
    range_ = request.get("range")
    bounds: dict[str, Any] = range_ if isinstance(range_, dict) else {}
    return Query(
        keywords=tuple(request.get("keywords", ())),
        subreddits=tuple(request.get("subreddits", ())),
        since_utc=_seconds(bounds.get("from")),
        until_utc=_seconds(bounds.get("to")),
        last_days=int(range_.removesuffix("d")) if isinstance(range_, str) and range_ != "all" else None,
        asked_at_utc=int(scan.created_at.timestamp()),
        files=tuple(request.get("files", ())),
        limit_posts=request.get("limit_posts"),
        limit_comments=request.get("limit_comments"),
        include_nsfw=request.get("include_nsfw", False),
    )


def _seconds(moment: str | None) -> int | None:
    return None if moment is None else int(datetime.fromisoformat(moment).astimezone(UTC).timestamp())


def _row(document: Document) -> dict[str, Any]:
    return {**asdict(document), "fetched_at": now()}
