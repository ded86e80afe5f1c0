"""What is known of the posts that comments stand under; what is not is looked up."""

from __future__ import annotations

from collections.abc import Iterable

from sources.addresses import bare_id_of
from sources.arctic_shift.api import LARGEST_PAGE, ArchiveApi
from sources.arctic_shift.judge import Judge, PostFacts
from sources.fields import Record


class KnownPosts:
    """Facts by bare id; None for a post that the archive lacks. Only memory: after a break they are looked up again."""

    def __init__(self, api: ArchiveApi, judge: Judge) -> None:
        self._api = api
        self._judge = judge
        self._facts: dict[str, PostFacts | None] = {}

    def note(self, record: Record) -> None:
        """Remember a post that was read anyway."""
        self._facts[bare_id_of(record, "t3_")] = self._judge.facts(record)

    def look_up(self, post_ids: Iterable[str]) -> None:
        """Ask for the posts that are not known, a page of them in one request."""
        unknown = sorted(set(post_ids) - self._facts.keys())
        for start in range(0, len(unknown), LARGEST_PAGE):
            asked = unknown[start : start + LARGEST_PAGE]
            records = self._api.posts_by_id(asked)
            self._facts.update(dict.fromkeys(asked))
            for record in records:
                self.note(record)

    def get(self, post_id: str) -> PostFacts | None:
        return self._facts.get(post_id)
