"""A fault of one file costs what it must and no more, and stands in the coverage."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import zstandard

from sources.archive import ArchiveSource
from sources.errors import NothingToRead
from sources.registry import hash_author
from sources.types import Coverage, Query
from tests.sources.dumps import ndjson, submission, write_ndjson, write_zst

POSTS = [submission(f"p{i}", selftext=os.urandom(3000).hex()) for i in range(500)]  # 3 MB: many zstandard blocks


@pytest.fixture(autouse=True)
def good_file(tmp_path: Path) -> Path:
    return write_ndjson(tmp_path / "good.ndjson", [submission("good")])


def test_a_truncated_stream_keeps_what_came_before(tmp_path: Path) -> None:
    whole = write_zst(tmp_path / "bad.zst", POSTS).read_bytes()
    (tmp_path / "bad.zst").write_bytes(whole[: len(whole) // 2])
    coverage = _coverage(tmp_path, "bad.zst")
    assert coverage.status == "damaged"
    assert coverage.reason == "its compressed stream ends early; what came before is kept"
    assert 200 < coverage.fetched < 260


def test_a_corrupt_stream_keeps_what_came_before(tmp_path: Path) -> None:
    content = bytearray(write_zst(tmp_path / "bad.zst", POSTS).read_bytes())
    content[len(content) // 2 :] = b"\xff" * (len(content) // 2)
    (tmp_path / "bad.zst").write_bytes(content)
    coverage = _coverage(tmp_path, "bad.zst")
    assert coverage.status == "damaged"
    assert "corrupt" in (coverage.reason or "")
    assert 200 < coverage.fetched < 260


def test_a_stream_cut_in_its_first_block_is_unreadable(tmp_path: Path) -> None:
    whole = write_zst(tmp_path / "bad.zst", POSTS).read_bytes()
    (tmp_path / "bad.zst").write_bytes(whole[:100])
    assert _coverage(tmp_path, "bad.zst").status == "unreadable"


def test_what_is_no_zstandard_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "bad.zst").write_bytes(b"PK\x03\x04 something else altogether")
    coverage = _coverage(tmp_path, "bad.zst")
    assert (coverage.status, coverage.reason) == ("unreadable", "it is not a zstandard file")


def test_a_large_window_is_refused_naming_the_setting(tmp_path: Path) -> None:
    _write_with_window(tmp_path / "bad.zst", window_log=28)
    coverage = _coverage(tmp_path, "bad.zst")
    assert coverage.status == "unreadable"
    assert "ARCHIVE_MAX_WINDOW_MB=256" in (coverage.reason or "")


def test_a_large_window_is_read_when_allowed(tmp_path: Path) -> None:
    _write_with_window(tmp_path / "bad.zst", window_log=28)
    assert _coverage(tmp_path, "bad.zst", max_window_bytes=2**28).fetched == len(POSTS)


def test_malformed_lines_are_named_and_the_file_stays_complete(tmp_path: Path) -> None:
    lines = [
        ndjson([submission("p1")]),
        b"{cut off\n",
        b"\n",
        b"[1, 2]\n",
        b"\xff\xfe\x00\n",
        ndjson([submission("p2")]),
    ]
    (tmp_path / "bad.ndjson").write_bytes(b"".join(lines))
    coverage = _coverage(tmp_path, "bad.ndjson")
    assert (coverage.status, coverage.asked, coverage.fetched) == ("complete", 2, 2)
    assert coverage.reason == "3 lines could not be read: 2, 4, 5"


def test_only_the_first_malformed_lines_are_named(tmp_path: Path) -> None:
    (tmp_path / "bad.ndjson").write_bytes(b"?\n" * 1000 + ndjson([submission("p1")]))
    reason = _coverage(tmp_path, "bad.ndjson").reason
    assert reason == "1000 lines could not be read: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …"


def test_a_file_of_malformed_lines_only_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "bad.ndjson").write_text("Dear diary,\ntoday nothing broke.\n")
    assert _coverage(tmp_path, "bad.ndjson").status == "unreadable"


def test_a_row_that_makes_no_csv_is_passed_over(tmp_path: Path) -> None:
    rows = f'id,body,created_utc\na,fine,1760000000\nb,"{"x" * 200_000}",1760000000\nc,fine,1760000000\n'
    (tmp_path / "bad.csv").write_text(rows)
    coverage = _coverage(tmp_path, "bad.csv")
    assert (coverage.fetched, coverage.reason) == (2, "1 line could not be read: 3")


def test_a_csv_without_known_columns_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("colour,size\nred,4\n")
    assert _coverage(tmp_path, "bad.csv").status == "unreadable"


def test_a_folder_with_the_name_of_a_file_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "bad.zst").mkdir()
    coverage = _coverage(tmp_path, "bad.zst")
    assert (coverage.status, coverage.reason) == ("unreadable", "it is not a regular file")


def test_a_pipe_is_unreadable_and_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "bad.ndjson")
    assert _coverage(tmp_path, "bad.ndjson").status == "unreadable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open any file")
def test_a_file_that_may_not_be_opened_is_unreadable(tmp_path: Path) -> None:
    write_ndjson(tmp_path / "bad.ndjson", POSTS[:1]).chmod(0)
    assert _coverage(tmp_path, "bad.ndjson").reason == "it cannot be opened (Permission denied)"


def test_a_file_that_is_not_there_is_missing(tmp_path: Path) -> None:
    coverage = _coverage(tmp_path, "bad.ndjson")
    assert (coverage.status, coverage.reason) == ("missing", "there is no such file")


@pytest.mark.parametrize("name", ["bad.zst", "bad.ndjson", "bad.csv"])
def test_a_file_without_records_is_empty(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    coverage = _coverage(tmp_path, name)
    assert (coverage.status, coverage.asked, coverage.reason) == ("empty", 0, None)


def test_faults_in_every_file_are_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "bad.zst").write_bytes(b"no")
    source = ArchiveSource(tmp_path, hash_author("salt"))
    with pytest.raises(NothingToRead, match=r"bad\.zst: it is not a zstandard file; gone\.zst: there is no such file"):
        list(source.fetch(Query(files=("bad.zst", "gone.zst"))))


def _coverage(directory: Path, name: str, **settings: Any) -> Coverage:
    """Fetch a bad file and the good one after it; the good one must come through."""
    *_, last = ArchiveSource(directory, hash_author("salt"), **settings).fetch(Query(files=(name, "good.ndjson")))
    bad, good = last.coverage
    assert (good.fetched, good.status) == (1, "complete")
    return bad


def _write_with_window(path: Path, window_log: int) -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=window_log)
    compressor = zstandard.ZstdCompressor(compression_params=parameters).compressobj()  # unknown size: the full window
    path.write_bytes(compressor.compress(ndjson(POSTS)) + compressor.flush())
