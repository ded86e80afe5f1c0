"""Choosing the newest posts without keeping them."""

from __future__ import annotations

import heapq

from pipeline.types import Document
from sources.seen_ids import digest


class NewestPosts:
    """Holds the `limit` newest of the posts offered, and knows which it left out; None holds no limit at all.

    Of posts with the same second the one with the larger digest counts as newer, whatever the order of the files.
    """

    def __init__(self, limit: int | None) -> None:
        self.left_out: set[int] = set()
        self._limit = limit
        self._kept: list[tuple[int, int]] = []
        self._known: set[int] = set()

    def offer(self, post: Document) -> None:
        if self._limit is None or (short := digest(post.id)) in self._known:
            return
        self._known.add(short)
        heapq.heappush(self._kept, (post.created_utc, short))
        if len(self._kept) > self._limit:
            self.left_out.add(heapq.heappop(self._kept)[1])
