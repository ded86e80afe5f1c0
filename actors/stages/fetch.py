"""Fetch: from a source into the document table, page by page."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from actors.run import Run
from actors.source_access import source_access
from models.clock import now
from models.document import count_documents, store_documents
from models.scan import replace_coverage
from pipeline.types import Document
from settings import load_settings
from sources.query_of_request import query_of
from sources.registry import open_source


def fetch(run: Run) -> None:
    source = open_source(run.scan.source, source_access(load_settings(), sleep=run.sleep))
    for page in source.fetch(query_of(run.scan.request, asked_at=run.scan.created_at), run.cursor):
        with run.saving(page.cursor, done=page.done or 0.0):
            store_documents(run.scan.id, [_row(document) for document in page.documents])
            replace_coverage(run.scan.id, [asdict(entry) for entry in page.coverage])
    posts, comments = count_documents(run.scan.id)
    with run.handing_over(posts=posts, comments=comments):
        pass


def _row(document: Document) -> dict[str, Any]:
    return {**asdict(document), "fetched_at": now()}
