"""What every source must do. A test class inherits this and brings a fixture `serve` that opens a source on records."""

from __future__ import annotations

import re
from typing import Any, Protocol

import pytest

from pipeline.types import Document
from sources.errors import NothingInRange
from sources.types import Coverage, Page, Query, Source
from tests.sources.dumps import DAY, NEWEST, comment, submission


class Serve(Protocol):
    def __call__(self, records: list[dict[str, Any]], page_size: int = 500) -> Source: ...


# Comments stand before their posts, as in a folder where `comments.zst` sorts before `submissions.zst`.
CORPUS = [
    *(comment(f"c{i}", f"p{i % 5}", f"It happens on day {i}", created_utc=NEWEST - i * DAY) for i in range(20)),
    comment("cdel", "p1", "[deleted]"),
    comment("cgone", "p1", "Nobody knows who wrote this", author="[deleted]"),
    comment("cnul", "p2", "before\x00after \ud800 end"),
    comment("cbot", "p2", "I am a robot", author="AutoModerator"),
    comment("cother", "q1", "From elsewhere", subreddit="Garden"),
    *(submission(f"p{i}", f"Trouble number {i}", "[link](x) *why*", created_utc=NEWEST - i * DAY) for i in range(5)),
    submission("prem", "This one went", "[removed]"),
    submission("q1", "Slugs again", subreddit="Garden"),
    submission("x1", "Not for work", over_18=True),
    comment("cx1", "x1", "Under it"),
]
AUTHORS = {record["author"] for record in CORPUS if record["author"] != "[deleted]"}


class SourceConformance:
    def test_it_yields_the_same_order_twice(self, serve: Serve) -> None:
        source = serve(CORPUS, page_size=4)
        assert _documents(source, Query()) == _documents(source, Query())

    def test_it_bounds_its_pages(self, serve: Serve) -> None:
        pages = list(serve(CORPUS, page_size=4).fetch(Query()))
        assert max(len(page.documents) for page in pages) == 4

    @pytest.mark.parametrize("query", [Query(), Query(keywords=("number 1",)), Query(limit_posts=3, limit_comments=2)])
    def test_it_resumes_behind_every_page(self, serve: Serve, query: Query) -> None:
        source = serve([*CORPUS, *CORPUS[:3]], page_size=2)
        pages = list(source.fetch(query))
        for behind, page in enumerate(pages, start=1):
            resumed = list(source.fetch(query, page.cursor))
            assert _flatten(resumed) == _flatten(pages[behind:])
            assert resumed[-1].coverage == pages[-1].coverage

    def test_its_coverage_adds_up(self, serve: Serve) -> None:
        pages = list(serve(CORPUS).fetch(Query(subreddits=("Tools",), keywords=("number", "day"), limit_comments=2)))
        coverage = pages[-1].coverage
        assert sum(entry.fetched for entry in coverage) == len(_flatten(pages)) > 0
        assert all(entry.asked == entry.fetched + _counted(entry) for entry in coverage)

    def test_its_coverage_never_counts_backwards(self, serve: Serve) -> None:
        pages = list(serve(CORPUS, page_size=3).fetch(Query()))
        fetched = [sum(entry.fetched for entry in page.coverage) for page in pages]
        assert fetched == sorted(fetched)

    @pytest.mark.parametrize("query", [Query(include_nsfw=True), Query(keywords=("day",))])
    def test_it_knows_how_far_it_has_come(self, serve: Serve, query: Query) -> None:
        pages = list(serve(CORPUS, page_size=3).fetch(query))
        done = [page.done for page in pages if page.done is not None]
        if not done:
            pytest.skip("this source cannot tell")
        assert done == sorted(done)
        assert len(done) == len(pages)
        assert 0 <= done[0] <= done[-1] == 1

    def test_it_hides_authors(self, serve: Serve) -> None:
        documents = _documents(serve(CORPUS), Query())
        assert not AUTHORS & {document.author for document in documents}
        assert not [document for document in documents if any(name in repr(document) for name in ("'ann'", "'bob'"))]
        assert _by_id(documents, "t1_c1").author == _by_id(documents, "t1_c2").author is not None

    def test_it_does_not_know_deleted_authors(self, serve: Serve) -> None:
        assert _by_id(_documents(serve(CORPUS), Query()), "t1_cgone").author is None

    def test_it_knows_bots_though_their_names_are_hidden(self, serve: Serve) -> None:
        documents = _documents(serve(CORPUS), Query())
        assert [document.id for document in documents if document.is_bot] == ["t1_cbot"]

    def test_it_names_documents_by_fullname(self, serve: Serve) -> None:
        documents = _documents(serve(CORPUS), Query())
        assert all(re.fullmatch(r"t[13]_[0-9a-z]+", document.id) for document in documents)
        assert all(document.is_post == (document.title is not None) for document in documents)
        assert _by_id(documents, "t1_c1").post_id == "t3_p1"

    def test_it_links_to_reddit(self, serve: Serve) -> None:
        documents = _documents(serve(CORPUS), Query())
        assert all(document.permalink.startswith("https://www.reddit.com/r/") for document in documents)

    def test_its_texts_can_be_stored(self, serve: Serve) -> None:
        documents = _documents(serve(CORPUS), Query())
        assert _by_id(documents, "t1_cnul").body == "beforeafter  end"
        assert _by_id(documents, "t3_p1").text == "Trouble number 1\n\n[link](x) *why*"

    def test_it_drops_and_counts_deleted_bodies(self, serve: Serve) -> None:
        pages = list(serve(CORPUS).fetch(Query()))
        assert not {"t1_cdel", "t3_prem"} & set(_ids(pages))
        assert "2 deleted or removed" in _reasons(pages)

    def test_its_range_includes_both_ends(self, serve: Serve) -> None:
        query = Query(since_utc=NEWEST - 8 * DAY, until_utc=NEWEST - 6 * DAY)
        assert _ids(serve(CORPUS).fetch(query)) == ["t1_c6", "t1_c7", "t1_c8"]

    def test_it_counts_last_days_back_from_the_newest(self, serve: Serve) -> None:
        query = Query(last_days=7, asked_at_utc=NEWEST, subreddits=("Tools",))
        documents = _documents(serve(CORPUS), query)
        assert min(document.created_utc for document in documents) == NEWEST - 7 * DAY

    def test_it_says_which_span_exists_when_nothing_is_in_range(self, serve: Serve) -> None:
        with pytest.raises(NothingInRange, match="2025-09-20T08:53:20Z to 2025-10-09T08:53:20Z"):
            list(serve(CORPUS).fetch(Query(since_utc=NEWEST + DAY)))

    def test_a_keyword_is_a_whole_word_phrase_in_any_case(self, serve: Serve) -> None:
        records = [submission("a", "The SYNC  bar"), submission("b", "Syncing bars"), submission("c", "bar, sync")]
        assert _ids(serve(records).fetch(Query(keywords=("sync bar",)))) == ["t3_a"]

    def test_a_comment_matches_by_its_post(self, serve: Serve) -> None:
        found = _ids(serve(CORPUS).fetch(Query(keywords=("trouble number 3",))))
        assert sorted(found) == ["t1_c13", "t1_c18", "t1_c3", "t1_c8", "t3_p3"]

    def test_a_comment_matches_by_itself(self, serve: Serve) -> None:
        assert _ids(serve(CORPUS).fetch(Query(keywords=("day 4",)))) == ["t1_c4"]

    def test_nothing_matching_is_a_page_without_documents(self, serve: Serve) -> None:
        pages = list(serve(CORPUS).fetch(Query(keywords=("zeppelin",))))
        assert pages
        assert _ids(pages) == []
        assert "without a keyword" in _reasons(pages)

    @pytest.mark.parametrize("name", ["garden", "r/GARDEN", "/r/Garden/"])
    def test_it_takes_subreddits_as_people_write_them(self, serve: Serve, name: str) -> None:
        assert sorted(_ids(serve(CORPUS).fetch(Query(subreddits=(name,))))) == ["t1_cother", "t3_q1"]

    def test_it_leaves_out_nsfw_posts_with_their_comments(self, serve: Serve) -> None:
        assert not {"t3_x1", "t1_cx1"} & set(_ids(serve(CORPUS).fetch(Query())))

    def test_it_includes_nsfw_when_asked(self, serve: Serve) -> None:
        assert {"t3_x1", "t1_cx1"} < set(_ids(serve(CORPUS).fetch(Query(include_nsfw=True))))

    def test_limit_posts_keeps_the_newest(self, serve: Serve) -> None:
        found = _ids(serve(CORPUS).fetch(Query(subreddits=("Tools",), limit_posts=2)))
        assert [name for name in found if name.startswith("t3_")] == ["t3_p0", "t3_p1"]
        assert "t1_c3" not in found

    def test_limit_comments_counts_per_post(self, serve: Serve) -> None:
        documents = _documents(serve(CORPUS), Query(subreddits=("Tools",), limit_comments=2))
        comments = [document for document in documents if not document.is_post]
        assert len([document for document in comments if document.post_id == "t3_p3"]) == 2
        assert len(comments) == 10


def _documents(source: Source, query: Query) -> list[Document]:
    return _flatten(list(source.fetch(query)))


def _flatten(pages: list[Page]) -> list[Document]:
    return [document for page in pages for document in page.documents]


def _ids(pages: Any) -> list[str]:
    return [document.id for page in pages for document in page.documents]


def _by_id(documents: list[Document], name: str) -> Document:
    return next(document for document in documents if document.id == name)


def _reasons(pages: list[Page]) -> str:
    return "; ".join(entry.reason or "" for entry in pages[-1].coverage)


def _counted(entry: Coverage) -> int:
    clauses = [clause for clause in (entry.reason or "").split("; ") if "could not be read" not in clause]
    return sum(int(clause.split()[0]) for clause in clauses if clause[:1].isdigit())
