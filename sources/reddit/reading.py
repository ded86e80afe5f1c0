"""The second half of a fetch: the posts that were found, with their comments."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TYPE_CHECKING, TypeVar

from sources.errors import SourceUnavailable
from sources.reddit.answers import TargetRefused
from sources.reddit.judgement import Batch, Judgement
from sources.reddit.plan import CommentsToUnfold, Plan, PostToRead, mark_of
from sources.reddit.setbacks import Setbacks
from sources.refusals import Refusal
from sources.types import Page

if TYPE_CHECKING:
    from sources.reddit.client import RedditClient, Thread

PER_REQUEST = 100  # posts or comments, by id
# Each costs a query, for comments that rank below those that came at once.
MOST_TO_UNFOLD = 3
LEAST_WORTH_UNFOLDING = 10

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads posts, one request at a time, and hands out what it brought in pages of `page_size` or fewer.

    A request whose documents fill several pages is repeated if the fetch breaks off between these.
    """

    plan: Plan
    client: RedditClient
    judgement: Judgement
    setbacks: Setbacks
    limit_comments: int | None
    page_size: int

    def read_posts(self) -> Iterator[Page]:
        """Read everything in the plan.

        Raises:
          SourceUnavailable: Reddit has a fault.
        """
        while self.plan.unfolding or self.plan.posts:
            if self.plan.unfolding:
                yield from self._unfold(self.plan.unfolding[0])
            elif self.plan.posts[0].has_comments:
                yield from self._read_thread(self.plan.posts[0])
            else:
                yield from self._read_bare_posts(self.plan.posts[0].target)

    def _unfold(self, folded: CommentsToUnfold) -> Iterator[Page]:
        records = yield from self._ask(lambda: self.client.unfold(folded.post_id, folded.comment_ids))
        batch = self.judgement.of_comments(records or (), room=folded.room)

        def finish() -> None:
            account = self.plan.accounts[folded.target]
            account.folded_away = max(0, account.folded_away - len(records or ()))
            self.plan.unfolding.remove(folded)
            for other in self.plan.unfolding:
                if other.room is not None:
                    other.room -= len(batch.documents)
            self.plan.unfolding = [other for other in self.plan.unfolding if other.room != 0]

        yield from self._hand_out(batch, folded.target, finish)

    def _read_thread(self, post: PostToRead) -> Iterator[Page]:
        thread = yield from self._ask(lambda: self.client.read_thread(post.id))
        batch = Batch()
        if thread is None:
            batch.refused[Refusal.UNREADABLE] += 1
        else:
            comments = self.judgement.of_comments(thread.comments, room=self.limit_comments)
            batch = self.judgement.of_posts([thread.post]) + comments

        def finish() -> None:
            del self.plan.posts[0]
            if thread is not None:
                self.plan.accounts[post.target].folded_away += sum(more.count for more in thread.folded_away)
                self.plan.unfolding = self._worth_unfolding(post, thread, kept=len(comments.documents))

        yield from self._hand_out(batch, post.target, finish)

    def _worth_unfolding(self, post: PostToRead, thread: Thread, *, kept: int) -> list[CommentsToUnfold]:
        room = None if self.limit_comments is None else self.limit_comments - kept
        if room == 0:
            return []
        most_first = sorted(thread.folded_away, key=lambda more: -more.count)
        requests = [
            more.comment_ids[start : start + PER_REQUEST]
            for more in most_first
            if more.count >= LEAST_WORTH_UNFOLDING
            for start in range(0, len(more.comment_ids), PER_REQUEST)
        ]
        return [CommentsToUnfold(post.id, post.target, ids, room) for ids in requests[:MOST_TO_UNFOLD]]

    def _read_bare_posts(self, target: int) -> Iterator[Page]:
        alike = takewhile(lambda post: not post.has_comments and post.target == target, self.plan.posts)
        posts = list(islice(alike, PER_REQUEST))
        records = yield from self._ask(lambda: self.client.read_posts([post.id for post in posts]))
        batch = self.judgement.of_posts(records or ())
        batch.refused[Refusal.UNREADABLE] += len(posts) - len(records or ())

        def finish() -> None:
            del self.plan.posts[: len(posts)]

        yield from self._hand_out(batch, target, finish)

    def _ask(self, request: Callable[[], Answer]) -> Generator[Page, None, Answer | None]:
        """Return the answer, or None where this is to be left out: a post may have gone since it was listed."""
        try:
            answer = request()
        except TargetRefused:
            return None
        except SourceUnavailable as fault:
            yield from self.setbacks.take(fault)
            return None
        self.setbacks.forget()
        return answer

    def _hand_out(self, batch: Batch, target: int, finish: Callable[[], None]) -> Iterator[Page]:
        """Yield pages, the last of which leaves this request behind."""
        account, behind = self.plan.accounts[target], self.plan.mark
        left = [document for document in batch.documents if behind is None or mark_of(document) > behind]
        while len(left) > self.page_size:
            documents, left = left[: self.page_size], left[self.page_size :]
            account.keep(documents)
            self.plan.mark = mark_of(documents[-1])
            yield self.plan.page(documents)
        account.keep(left)
        account.refuse(batch.refused)
        self.plan.mark = None
        finish()
        yield self.plan.page(left)
