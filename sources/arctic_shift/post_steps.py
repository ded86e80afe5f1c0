"""The steps that read a subreddit's posts: a request each, giving back documents and whether the step is over."""

from __future__ import annotations

import heapq
from collections.abc import Callable

from pipeline.types import Document
from sources.addresses import bare_id_of
from sources.arctic_shift.scope import Scope
from sources.arctic_shift.walk import Bounds
from sources.fields import Record
from sources.refusals import Refusal


def list_posts(scope: Scope) -> tuple[list[Document], bool]:
    """Read all posts, newest first, until one is over the limit."""
    records, is_over = scope.listing.next(_posts_of(scope), "posts")
    documents = []
    for record in records:
        scope.known_posts.note(record)
        judged = scope.judge.post(record)
        if isinstance(judged, Document) and scope.reading.posts_kept == scope.reading.limit_posts:
            judged, is_over = Refusal.OVER_LIMIT, True
        if document := _settle(scope, judged):
            documents.append(document)
    if scope.account.refused.get(Refusal.OVER_LIMIT.name):
        scope.reading.set_floor(scope.reading.posts)
    return documents, is_over


def search_posts(scope: Scope) -> tuple[list[Document], bool]:
    """Let the archive search for a keyword. What it finds is noted only: the newest are chosen from all keywords."""
    reading = scope.reading
    records, is_over = scope.listing.next(_posts_of(scope, scope.words[reading.item]), "posts")
    found = {bare_id for _, bare_id in reading.posts}
    for record in records:
        judged = scope.judge.post(record)
        if isinstance(judged, Refusal):
            scope.account.refuse(judged)
        elif (bare_id := bare_id_of(record, "t3_")) not in found:
            reading.posts.append((judged.created_utc, bare_id))
    if is_over or _has_newest(scope):
        reading.next_item()
    reading.share_of_step = reading.item / len(scope.words)
    if reading.item < len(scope.words):
        return [], False
    scope.account.note("posts found by the archive's own search, which leaves out those without a keyword")
    _choose_newest(scope)
    return [], True


def fetch_posts(scope: Scope) -> tuple[list[Document], bool]:
    """Fetch the next page of the posts that were chosen, newest first."""
    reading = scope.reading
    asked = [bare_id for _, bare_id in reading.posts[reading.item :][: scope.listing.page_size]]
    records = {bare_id_of(record, "t3_"): record for record in (scope.api.posts_by_id(asked) if asked else [])}
    judged = [scope.judge.post(records[bare_id]) for bare_id in asked if bare_id in records]
    documents = [document for one in judged if (document := _settle(scope, one))]
    reading.item += len(asked)
    reading.share_of_step = reading.item / max(1, len(reading.posts))
    return documents, reading.item == len(reading.posts)


def _posts_of(scope: Scope, words: str | None = None) -> Callable[[Bounds, int], list[Record]]:
    return lambda bounds, limit: scope.api.posts(scope.subreddit, bounds, limit=limit, words=words)


def _settle(scope: Scope, judged: Document | Refusal) -> Document | None:
    document = scope.account.settle(judged)
    if document:
        scope.reading.posts_kept += 1
        if scope.reading.step == "list_posts" and scope.reading.limit_posts is not None:
            scope.reading.posts.append((document.created_utc, document.id.removeprefix("t3_")))
    return document


def _has_newest(scope: Scope) -> bool:
    """Say whether what a search has yet to find is older than all that the limit will keep."""
    reading, limit = scope.reading, scope.reading.limit_posts
    if limit is None or len(reading.posts) <= limit or reading.walk is None or reading.walk.before is None:
        return False
    oldest_kept, _ = heapq.nlargest(limit, reading.posts)[-1]
    return reading.walk.before <= oldest_kept


def _choose_newest(scope: Scope) -> None:
    reading = scope.reading
    reading.posts.sort(key=lambda post: (-post[0], post[1]))
    if reading.limit_posts is not None and len(reading.posts) > reading.limit_posts:
        scope.account.refuse(Refusal.OVER_LIMIT, len(reading.posts) - reading.limit_posts)
        del reading.posts[reading.limit_posts :]
        reading.set_floor(reading.posts)
