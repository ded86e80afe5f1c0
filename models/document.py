"""Posts and comments, stored once whatever number of scans saw them, and which scan saw which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    TextField,
    chunked,
)

from models.database import InstantField, Table
from models.scan import Scan

ROWS_PER_INSERT = 500  # × 13 columns stays under SQLite's 32,766 variables


class Document(Table):
    """`id` is Reddit's fullname, `title` is null for comments, `author` is a salted hash or null when unknown."""

    id = CharField(primary_key=True)
    subreddit = CharField()
    title = TextField(null=True)
    body = TextField()
    author = CharField(null=True)
    created_utc = BigIntegerField()
    upvotes = IntegerField(null=True)
    permalink = TextField()
    post_id = CharField(null=True)
    crosspost_parent = CharField(null=True)
    is_bot = BooleanField(default=False)
    over_18 = BooleanField(default=False)
    fetched_at = InstantField()

    @property
    def text(self) -> str:
        """The text that mention offsets count in; `pipeline.types.Document.text` has the same rule."""
        if self.title is None:
            return self.body
        return f"{self.title}\n\n{self.body}" if self.body else self.title


class ScanDocument(Table):
    scan_id: str
    scan = ForeignKeyField(Scan, on_delete="CASCADE", index=False)
    document_id: str
    document = ForeignKeyField(Document)

    class Meta:
        primary_key = CompositeKey("scan", "document")


def store_documents(scan_id: str, rows: list[dict[str, Any]]) -> None:
    """Store what is new, and note that this scan saw all. A stored text never changes: offsets count in it."""
    for batch in chunked(rows, ROWS_PER_INSERT):
        Document.insert_many(batch).on_conflict_ignore().execute()
        links = [{"scan": scan_id, "document": row["id"]} for row in batch]
        ScanDocument.insert_many(links).on_conflict_ignore().execute()


def documents_of(scan_id: str, *, after_id: str = "", batch_size: int = 500) -> Iterator[list[Document]]:
    """Yield a scan's documents in the order of their ids, in batches, starting behind `after_id`."""
    while batch := _next_batch(scan_id, after_id, batch_size):
        yield batch
        after_id = batch[-1].id


def _next_batch(scan_id: str, after_id: str, size: int) -> list[Document]:
    seen = ScanDocument.select(ScanDocument.document).where(
        ScanDocument.scan == scan_id, ScanDocument.document > after_id
    )
    query = Document.select().where(Document.id.in_(seen.order_by(ScanDocument.document).limit(size)))
    return list(query.order_by(Document.id))


def documents_by_id(ids: Iterable[str]) -> Iterator[Document]:
    for batch in chunked(ids, ROWS_PER_INSERT):
        yield from Document.select().where(Document.id.in_(list(batch)))


def titles_of(scan_id: str, post_ids: Iterable[str]) -> dict[str, str]:
    """Map posts that a scan saw to their titles."""
    titles: dict[str, str] = {}
    for batch in chunked(post_ids, ROWS_PER_INSERT):
        seen = ScanDocument.select(ScanDocument.document).where(
            ScanDocument.scan == scan_id, ScanDocument.document.in_(list(batch))
        )
        posts = Document.select(Document.id, Document.title).where(Document.id.in_(seen))
        titles |= {post.id: post.title for post in posts if post.title is not None}
    return titles


def count_documents(scan_id: str) -> tuple[int, int]:
    """Count a scan's posts and comments."""
    seen = ScanDocument.select().where(ScanDocument.scan == scan_id)
    posts = seen.where(ScanDocument.document.startswith("t3_")).count()
    return posts, seen.count() - posts


def forget_unseen_documents(ids: Iterable[str]) -> None:
    """Delete those of the documents that no scan saw any more."""
    for batch in chunked(ids, ROWS_PER_INSERT):
        still_seen = ScanDocument.select(ScanDocument.document).where(ScanDocument.document.in_(list(batch)))
        Document.delete().where(Document.id.in_(list(batch)), Document.id.not_in(still_seen)).execute()
