"""Does a record that Reddit gave belong to the scan, and if not, why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from pipeline.types import Document
from sources.fields import Record
from sources.filters import Filters
from sources.records import document_from
from sources.reddit.account import Account
from sources.reddit.plan import mark_of
from sources.reddit.targets import Target
from sources.refusals import Refusal
from sources.types import HashAuthor, Query


@dataclass(slots=True)
class Batch:
    """What one request brought: the documents in order of their marks, and the count of the rest."""

    documents: list[Document] = field(default_factory=list)
    refused: Counter[Refusal] = field(default_factory=Counter)

    def __add__(self, later: Batch) -> Batch:
        return Batch(self.documents + later.documents, self.refused + later.refused)


class Judgement:
    """The tests of a query whose range is fixed."""

    def __init__(self, query: Query, hash_author: HashAuthor) -> None:
        self._filters = Filters(query)
        self._hash_author = hash_author

    def of_post(self, record: Record, account: Account, known_ids: Collection[str]) -> Document | Refusal:
        """Give back a post that belongs to the scan; note in the account the date of one outside the range."""
        post = document_from(record, self._hash_author)
        if isinstance(post, Refusal):
            return post
        if not Target(account.target).is_mixed and not self._filters.in_subreddits(post):
            return Refusal.OTHER_SUBREDDIT
        if self._filters.refuses_nsfw(post):
            return Refusal.NSFW
        if not self._filters.in_range(post):
            account.widen_span(post.created_utc)
            return Refusal.OUTSIDE_RANGE
        account.some_in_range = True
        if not self._filters.has_keyword(post):
            return Refusal.NO_KEYWORD
        if post.id.removeprefix("t3_") in known_ids:
            return Refusal.REPEATED
        return post

    def of_posts(self, records: Iterable[Record]) -> Batch:
        """Take posts that were chosen from their listing already, as they are now."""
        batch = Batch()
        for record in records:
            post = document_from(record, self._hash_author)
            if isinstance(post, Document):
                batch.documents.append(post)
            else:
                batch.refused[post] += 1
        batch.documents.sort(key=mark_of)
        return batch

    def of_comments(self, records: Iterable[Record], *, room: int | None) -> Batch:
        """Take the comments of the range, the most upvoted ones where there is room for some only."""
        batch = Batch()
        for record in records:
            comment = document_from(record, self._hash_author)
            if isinstance(comment, Refusal):
                batch.refused[comment] += 1
            elif self._filters.in_range(comment):
                batch.documents.append(comment)
            else:
                batch.refused[Refusal.OUTSIDE_RANGE] += 1
        if room is not None and (over := len(batch.documents) - room) > 0:
            batch.documents.sort(key=lambda comment: (-(comment.upvotes or 0), mark_of(comment)))
            del batch.documents[room:]
            batch.refused[Refusal.OVER_LIMIT] += over
        batch.documents.sort(key=mark_of)
        return batch
