from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sources import pages
from sources.archive import ArchiveSource
from sources.errors import FileRefused, NothingToRead
from sources.registry import hash_author
from sources.types import Query
from tests.sources.conformance import CORPUS, Serve, SourceConformance
from tests.sources.dumps import DAY, NEWEST, comment, submission, write_csv, write_ndjson, write_zst

Write = Callable[[Path, list[dict[str, Any]]], Path]


class TestArchive(SourceConformance):
    @pytest.fixture(params=["one file", "two files"])
    def serve(self, tmp_path: Path, request: pytest.FixtureRequest) -> Serve:
        def serve(records: list[dict[str, Any]], page_size: int = 500) -> ArchiveSource:
            half = len(records) // 2 if request.param == "two files" else len(records)
            write_zst(tmp_path / "a.zst", records[:half])
            write_ndjson(tmp_path / "b.ndjson", records[half:])
            return ArchiveSource(tmp_path, hash_author("salt"), page_size=page_size)

        return serve


def test_a_page_is_due_after_many_records_without_a_match(tmp_path: Path) -> None:
    write_ndjson(tmp_path / "a.ndjson", [comment(f"c{i}", "p", "no") for i in range(pages.RECORDS_PER_PAGE + 1)])
    source = ArchiveSource(tmp_path, hash_author("salt"))
    surveyed, judged, last = source.fetch(Query(keywords=("yes",)))
    assert [len(page.documents) for page in (surveyed, judged, last)] == [0, 0, 0]
    resumed = list(source.fetch(Query(keywords=("yes",)), last.cursor))
    assert resumed[-1] == last
    assert {page.cursor["records"] for page in resumed} == {pages.RECORDS_PER_PAGE + 1}


@pytest.mark.parametrize(
    ("write", "name"),
    [(write_zst, "d.zst"), (write_ndjson, "d.ndjson"), (write_ndjson, "d.jsonl"), (write_csv, "d.csv")],
)
def test_every_format_gives_the_same_documents(tmp_path: Path, write: Write, name: str) -> None:
    plain = [record for record in CORPUS if record["id"] != "cnul"]  # CSV cannot hold a lone surrogate
    write(tmp_path / name, plain)
    write_ndjson(tmp_path / "reference.ndjson", plain)
    source = ArchiveSource(tmp_path, hash_author("salt"))
    given, expected = (
        [page.documents for page in source.fetch(Query(files=(file,)))] for file in (name, "reference.ndjson")
    )
    assert given == expected
    assert given[0]


def test_csv_columns_may_have_other_names(tmp_path: Path) -> None:
    rows = '\ufeffID,Text,Subreddit,Author,Date\nabc,"It\nbroke",Tools,ann,2025-10-09T08:53:20Z\n'
    (tmp_path / "a.csv").write_text(rows, encoding="utf-8")
    (document,) = _fetch(tmp_path, Query())
    assert (document.id, document.body, document.created_utc) == ("t1_abc", "It\nbroke", NEWEST)


def test_it_reads_all_known_files_in_name_order(tmp_path: Path) -> None:
    write_ndjson(tmp_path / "b.ndjson", [submission("two")])
    write_zst(tmp_path / "a.zst", [submission("one")])
    (tmp_path / "notes.txt").write_text("not a dump")
    assert [document.id for document in _fetch(tmp_path, Query())] == ["t3_one", "t3_two"]


def test_it_reads_only_the_files_asked_for(tmp_path: Path) -> None:
    write_ndjson(tmp_path / "a.ndjson", [submission("one")])
    write_ndjson(tmp_path / "b.ndjson", [submission("two")])
    assert [document.id for document in _fetch(tmp_path, Query(files=("b.ndjson",)))] == ["t3_two"]


def test_a_document_in_two_files_comes_once(tmp_path: Path) -> None:
    write_ndjson(tmp_path / "a.ndjson", [submission("one")])
    write_ndjson(tmp_path / "b.ndjson", [submission("one"), submission("two")])
    source = ArchiveSource(tmp_path, hash_author("salt"))
    (page,) = source.fetch(Query())
    assert [document.id for document in page.documents] == ["t3_one", "t3_two"]
    assert page.coverage[1].reason == "1 repeated"


def test_a_comment_matches_by_a_post_in_another_file(tmp_path: Path) -> None:
    write_ndjson(tmp_path / "comments.ndjson", [comment("c", "p"), comment("d", "other")])
    write_ndjson(tmp_path / "submissions.ndjson", [submission("p", "Zeppelin trouble")])
    assert [document.id for document in _fetch(tmp_path, Query(keywords=("zeppelin",)))] == ["t1_c", "t3_p"]


def test_it_keeps_comments_whose_post_is_in_no_file(tmp_path: Path) -> None:
    write_ndjson(tmp_path / "a.ndjson", [comment("c", "elsewhere"), submission("p")])
    assert "t1_c" in [document.id for document in _fetch(tmp_path, Query(limit_posts=1))]


def test_last_days_count_from_the_newest_document_of_all_files(tmp_path: Path) -> None:
    write_ndjson(tmp_path / "a.ndjson", [submission("older", created_utc=NEWEST - 8 * DAY)])
    write_ndjson(tmp_path / "b.ndjson", [submission("new"), submission("old", created_utc=NEWEST - 7 * DAY)])
    assert [document.id for document in _fetch(tmp_path, Query(last_days=7))] == ["t3_new", "t3_old"]


def test_limit_posts_counts_only_posts_in_range_and_each_once(tmp_path: Path) -> None:
    posts = [submission(f"p{days}", created_utc=NEWEST - days * DAY) for days in range(5)]
    write_ndjson(tmp_path / "a.ndjson", posts + posts)
    query = Query(until_utc=NEWEST - 2 * DAY, limit_posts=2)
    assert [document.id for document in _fetch(tmp_path, query)] == ["t3_p2", "t3_p3"]


def test_what_a_limit_cut_off_stands_in_the_coverage(tmp_path: Path) -> None:
    write_ndjson(tmp_path / "a.ndjson", [submission("p"), comment("c", "p"), comment("d", "p")])
    (page,) = ArchiveSource(tmp_path, hash_author("salt")).fetch(Query(limit_comments=1))
    assert (page.coverage[0].status, page.coverage[0].reason) == ("capped", "1 beyond the limit")


def test_coverage_names_the_span_of_what_was_kept(tmp_path: Path) -> None:
    write_ndjson(tmp_path / "a.ndjson", [submission("p"), submission("q", created_utc=NEWEST - DAY)])
    (page,) = ArchiveSource(tmp_path, hash_author("salt")).fetch(Query())
    assert (page.coverage[0].from_utc, page.coverage[0].to_utc) == (NEWEST - DAY, NEWEST)


def test_an_empty_folder_is_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead, match="put one there"):
        _fetch(tmp_path / "not_there", Query())


def test_a_name_outside_the_folder_is_refused(tmp_path: Path) -> None:
    write_ndjson(tmp_path / "secret.ndjson", [submission("p")])
    (tmp_path / "archive").mkdir()
    with pytest.raises(FileRefused):
        _fetch(tmp_path / "archive", Query(files=("../secret.ndjson",)))


def _fetch(directory: Path, query: Query) -> list[Any]:
    pages = ArchiveSource(directory, hash_author("salt")).fetch(query)
    return [document for page in pages for document in page.documents]
