"""The steps that read a subreddit's comments: a request or two each, giving back documents and whether it is over."""

from __future__ import annotations

from pipeline.types import Document
from sources.addresses import bare_id_of, post_of
from sources.arctic_shift.judge import PostFacts
from sources.arctic_shift.scope import Scope
from sources.fields import Record
from sources.refusals import Refusal


def search_comments(scope: Scope) -> tuple[list[Document], bool]:
    """Let the archive search for a keyword. Comments under a post that was found come later, with their thread."""
    reading = scope.reading
    words = scope.words[reading.item]
    records, is_over = scope.listing.next(
        lambda bounds, limit: scope.api.comments(scope.subreddit, bounds, limit=limit, words=words),
        "comments",
        after=_floor(scope),
    )
    found_posts = {bare_id for _, bare_id in reading.posts}
    documents = _judge_all(scope, [record for record in records if post_of(record) not in found_posts])
    reading.comments += [document.id for document in documents]
    if is_over:
        reading.next_item()
    reading.share_of_step = reading.item / len(scope.words)
    if reading.item < len(scope.words):
        return documents, False
    scope.account.note("comments found by the archive's own search, which leaves out those without a keyword")
    return documents, True


def read_threads(scope: Scope) -> tuple[list[Document], bool]:
    """Read on under the posts that a search found, a post at a time."""
    reading = scope.reading
    if not reading.posts:
        return [], True
    created_utc, post_id = reading.posts[reading.item]
    records, is_over = scope.listing.next(
        lambda bounds, limit: scope.api.thread(post_id, bounds, limit=limit), "comments", ends_short=True
    )
    post = PostFacts(created_utc, has_keyword=True, is_wanted=True)
    documents = [document for record in records if (document := _judge(scope, record, post))]
    if is_over or _is_over_limit(scope, post_id):
        reading.comments_of_post.clear()
        reading.next_item()
    reading.share_of_step = reading.item / len(reading.posts)
    return documents, reading.item == len(reading.posts)


def list_comments(scope: Scope) -> tuple[list[Document], bool]:
    """Read all comments, newest first."""
    records, is_over = scope.listing.next(
        lambda bounds, limit: scope.api.comments(scope.subreddit, bounds, limit=limit), "comments", after=_floor(scope)
    )
    return _judge_all(scope, records), is_over


def _floor(scope: Scope) -> int | None:
    """Nothing under the posts that the limit kept is older than they are."""
    return None if scope.reading.floor_utc is None else scope.reading.floor_utc - 1


def _judge_all(scope: Scope, records: list[Record]) -> list[Document]:
    """Judge comments anywhere in the subreddit, looking up their posts where it matters."""
    known = frozenset(scope.reading.comments)
    records = [record for record in records if f"t1_{bare_id_of(record, 't1_')}" not in known]
    if _depends_on_posts(scope):
        scope.known_posts.look_up(post for record in records if (post := post_of(record)))
    posts = (scope.known_posts.get(post_of(record) or "") for record in records)
    return [document for record, post in zip(records, posts, strict=True) if (document := _judge(scope, record, post))]


def _depends_on_posts(scope: Scope) -> bool:
    matches_by_post = scope.reading.step == "list_comments" and bool(scope.query.keywords)
    return matches_by_post or not scope.query.include_nsfw or scope.reading.floor_utc is not None


def _judge(scope: Scope, record: Record, post: PostFacts | None) -> Document | None:
    judged = scope.judge.comment(record, post)
    post_id = post_of(record)
    if isinstance(judged, Document) and post_id:
        counts = scope.reading.comments_of_post
        if post and post.is_wanted and scope.reading.is_below_floor(post.created_utc, post_id):
            judged = Refusal.OVER_LIMIT
        elif scope.query.limit_comments is not None:
            counts[post_id] = counts.get(post_id, 0) + 1
            judged = Refusal.OVER_LIMIT if _is_over_limit(scope, post_id) else judged
    return scope.account.settle(judged)


def _is_over_limit(scope: Scope, post_id: str) -> bool:
    limit = scope.query.limit_comments
    return limit is not None and scope.reading.comments_of_post.get(post_id, 0) > limit
