"""Judging records one by one: does this one belong to the scan, and if not, why not."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.types import Document
from sources.arctic_shift.walk import created_utc_of
from sources.fields import Record, flag
from sources.filters import Filters
from sources.records import document_from
from sources.refusals import Refusal
from sources.types import HashAuthor, Query


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What must be known of a post to judge its comments; it is `wanted` if it belongs to the scan but for a limit."""

    created_utc: int
    is_nsfw: bool = False
    has_keyword: bool = False
    is_wanted: bool = False


class Judge:
    """The filters of a query, applied to the archive's records. Limits are not its business."""

    def __init__(self, query: Query, hash_author: HashAuthor) -> None:
        self._filters = Filters(query)
        self._include_nsfw = query.include_nsfw
        self._hash_author = hash_author

    def post(self, record: Record) -> Document | Refusal:
        """Give back a post that belongs to the scan, or say why it does not."""
        found = self._document(record, is_post=True)
        if isinstance(found, Refusal):
            return found
        if refusal := self._refusal(found):
            return refusal
        return found if self._filters.has_keyword(found) else Refusal.NO_KEYWORD

    def comment(self, record: Record, post: PostFacts | None) -> Document | Refusal:
        """Give back a comment that belongs to the scan, by itself or by its post, or say why it does not."""
        found = self._document(record, is_post=False)
        if isinstance(found, Refusal):
            return found
        if post and post.is_nsfw:
            return Refusal.NSFW
        if refusal := self._refusal(found):
            return refusal
        return found if (post and post.has_keyword) or self._filters.has_keyword(found) else Refusal.NO_KEYWORD

    def facts(self, record: Record) -> PostFacts:
        """Note of a post what its comments depend on."""
        found = document_from(record, self._hash_author)
        return PostFacts(
            created_utc=created_utc_of(record) or 0,
            is_nsfw=flag(record, "over_18") and not self._include_nsfw,
            has_keyword=isinstance(found, Document) and self._filters.has_keyword(found),
            is_wanted=isinstance(self.post(record), Document),
        )

    def _document(self, record: Record, *, is_post: bool) -> Document | Refusal:
        found = document_from(record, self._hash_author)
        return Refusal.UNREADABLE if isinstance(found, Document) and found.is_post is not is_post else found

    def _refusal(self, document: Document) -> Refusal | None:
        if not self._filters.in_subreddits(document):
            return Refusal.OTHER_SUBREDDIT
        if self._filters.refuses_nsfw(document):
            return Refusal.NSFW
        return None if self._filters.in_range(document) else Refusal.OUTSIDE_RANGE
