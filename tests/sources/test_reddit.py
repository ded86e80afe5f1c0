from __future__ import annotations

from typing import Any

import pytest

from sources.errors import FileRefused, NothingInRange
from sources.types import Query, Source
from tests.fake_reddit.harness import World, world
from tests.sources.conformance import CORPUS, Serve, SourceConformance
from tests.sources.dumps import DAY, NEWEST, comment, submission

__all__ = ["world"]


class TestReddit(SourceConformance):
    @pytest.fixture
    def serve(self, world: World) -> Serve:
        def serve(records: list[dict[str, Any]], page_size: int = 500) -> Source:
            world.serve(records)
            return world.open(page_size=page_size)

        return serve

    # Three rules stand differently where comments can be had through their posts only.

    def test_its_range_includes_both_ends(self, serve: Serve) -> None:
        records = [submission(f"p{day}", created_utc=NEWEST - day * DAY) for day in range(12)]
        records += [comment(f"c{day}", f"p{day}", created_utc=NEWEST - day * DAY) for day in range(12)]
        query = Query(since_utc=NEWEST - 8 * DAY, until_utc=NEWEST - 6 * DAY)
        found = [document.id for page in serve(records).fetch(query) for document in page.documents]
        assert found == ["t3_p6", "t1_c6", "t3_p7", "t1_c7", "t3_p8", "t1_c8"]

    def test_it_says_which_span_exists_when_nothing_is_in_range(self, serve: Serve) -> None:
        with pytest.raises(NothingInRange, match="2025-10-05T08:53:20Z to 2025-10-09T08:53:20Z"):
            list(serve(CORPUS).fetch(Query(since_utc=NEWEST + DAY)))

    def test_a_comment_matches_by_itself(self, serve: Serve) -> None:
        pages = list(serve(CORPUS).fetch(Query(keywords=("day 4",))))
        assert not [document for page in pages for document in page.documents]
        assert "comments under posts without a keyword" in (pages[-1].coverage[0].reason or "")


def test_files_are_refused(world: World) -> None:
    world.serve([])
    with pytest.raises(FileRefused, match="leave `files` out"):
        world.fetch(Query(files=("a.zst",)))
