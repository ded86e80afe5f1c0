"""Judging documents one by one: does this one belong to the scan, and if not, why not."""

from __future__ import annotations

from collections import Counter

from pipeline.types import Document
from sources.filters import Filters
from sources.refusals import Refusal
from sources.seen_ids import SeenIds, digest
from sources.survey import Survey
from sources.types import Query

SECONDS_PER_DAY = 86_400


class Selection:
    """The query, with what the survey found, applied in file order. Judging the same files again gives the same."""

    def __init__(self, query: Query, survey: Survey) -> None:
        self._filters = Filters(query)
        self._survey = survey
        self._first_utc = _start_of_last_days(query, survey)
        self._limit_comments = query.limit_comments
        self._comments_of_post: Counter[int] = Counter()
        self._seen = SeenIds()
        self._span: tuple[int, int] | None = None
        self._some_in_range = False

    @property
    def span_outside_range(self) -> tuple[int, int] | None:
        """First and last date of the documents that only the range refused, None if the range held any document."""
        return None if self._some_in_range else self._span

    def judge(self, document: Document) -> Document | Refusal:
        """Give back a document that belongs to the scan, or say why it does not."""
        post = digest(document.post_id) if document.post_id else None
        if not self._filters.in_subreddits(document):
            return Refusal.OTHER_SUBREDDIT
        if self._is_nsfw(document, post):
            return Refusal.NSFW
        if not self._is_in_range(document):
            return Refusal.OUTSIDE_RANGE
        if not self._has_keyword(document, post):
            return Refusal.NO_KEYWORD
        if self._seen.add(document.id):
            return Refusal.REPEATED
        if self._is_over_limit(document, post):
            return Refusal.OVER_LIMIT
        return document

    def _is_nsfw(self, document: Document, post: int | None) -> bool:
        # A dump marks the post only; its comments go with it.
        return self._filters.refuses_nsfw(document) or post in self._survey.nsfw_posts

    def _is_in_range(self, document: Document) -> bool:
        if self._filters.in_range(document) and document.created_utc >= self._first_utc:
            self._some_in_range = True
            return True
        first, last = self._span or (document.created_utc, document.created_utc)
        self._span = (min(first, document.created_utc), max(last, document.created_utc))
        return False

    def _has_keyword(self, document: Document, post: int | None) -> bool:
        return post in self._survey.matching_posts or self._filters.has_keyword(document)

    def _is_over_limit(self, document: Document, post: int | None) -> bool:
        if document.is_post:
            return digest(document.id) in self._survey.posts_over_limit
        if post in self._survey.posts_over_limit:
            return True
        if self._limit_comments is None or post is None:
            return False
        self._comments_of_post[post] += 1
        return self._comments_of_post[post] > self._limit_comments


def _start_of_last_days(query: Query, survey: Survey) -> int:
    if query.last_days is None or survey.newest_utc is None:
        return 0
    return survey.newest_utc - query.last_days * SECONDS_PER_DAY
