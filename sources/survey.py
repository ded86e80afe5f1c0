"""The first pass over the files: what must be known before the first document can be judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.types import Document
from sources.faults import DamagedFile, UnreadableFile
from sources.fields import Record, flag
from sources.file_set import FileSet
from sources.filters import Filters
from sources.newest_posts import NewestPosts
from sources.records import document_from
from sources.seen_ids import digest
from sources.types import Query


@dataclass(slots=True)
class Survey:
    """Facts about the files as a whole. Posts go by their digest, so that a million of them stay affordable."""

    newest_utc: int | None = None
    matching_posts: set[int] = field(default_factory=set)
    nsfw_posts: set[int] = field(default_factory=set)
    posts_over_limit: set[int] = field(default_factory=set)

    def read(self, files: FileSet, query: Query) -> Iterator[None]:
        """Go through the files as far as the query needs it, giving way to the caller after each record."""
        if not needs_survey(query):
            return
        needs_every_document = _needs_every_document(query)
        filters = Filters(query)
        newest_posts = NewestPosts(query.limit_posts)
        for record in _readable_records(files):
            if needs_every_document or flag(record, "over_18"):
                document = document_from(record, _leave_unhashed)
                if isinstance(document, Document):
                    self._note(document, filters, newest_posts)
            yield
        self.posts_over_limit = newest_posts.left_out

    def _note(self, document: Document, filters: Filters, newest_posts: NewestPosts) -> None:
        self.newest_utc = max(document.created_utc, self.newest_utc or 0)
        if not document.is_post:
            return
        if filters.refuses_nsfw(document):
            self.nsfw_posts.add(digest(document.id))
        if not filters.has_keyword(document):
            return
        if filters.keywords:
            self.matching_posts.add(digest(document.id))
        if filters.in_subreddits(document) and filters.in_range(document) and not filters.refuses_nsfw(document):
            newest_posts.offer(document)


def needs_survey(query: Query) -> bool:
    """Say whether a query asks what one record alone cannot tell; that a comment's post is NSFW is such a thing."""
    return _needs_every_document(query) or not query.include_nsfw


def _needs_every_document(query: Query) -> bool:
    return bool(query.keywords) or query.last_days is not None or query.limit_posts is not None


def _readable_records(files: FileSet) -> Iterator[Record]:
    for target in files.paths:
        try:
            for _, record in files.records(target):
                if record is not None:
                    yield record
        except (FileNotFoundError, UnreadableFile, DamagedFile):
            continue  # the second pass meets the same fault and reports it


def _leave_unhashed(name: str) -> str:
    """Stand in for the hash, whose cost the first pass need not pay: it keeps no author."""
    return name
