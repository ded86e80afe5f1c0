from __future__ import annotations

import struct
from pathlib import Path

import zstandard

from sources.fields import Record
from sources.readers import LONGEST_LINE_BYTES, read_records
from tests.sources.dumps import ndjson

WINDOW = 2**27


def test_lines_are_numbered_from_one_and_blank_ones_passed_over(tmp_path: Path) -> None:
    assert _read(tmp_path / "a.ndjson", b'\xef\xbb\xbf{"a": 1}\r\n\n  \n{"a": 2}') == [(1, {"a": 1}), (4, {"a": 2})]


def test_it_accepts_what_only_lenient_parsers_write(tmp_path: Path) -> None:
    content = b'{"score": NaN}\n{"title": "\\ud800"}\n{"title": "caf\xe9"}\n'
    (_, nan), (_, surrogate), (_, latin) = _read(tmp_path / "a.ndjson", content)
    assert nan is not None
    assert nan["score"] != nan["score"]
    assert (surrogate, latin) == ({"title": "\ud800"}, {"title": "caf\ufffd"})


def test_endless_nesting_is_a_malformed_line(tmp_path: Path) -> None:
    assert _read(tmp_path / "a.ndjson", b"[" * 100_000 + b'\n{"a": 1}\n') == [(1, None), (2, {"a": 1})]


def test_an_overlong_line_is_malformed_and_the_next_is_read(tmp_path: Path) -> None:
    overlong = b'{"body": "' + b"x" * (2 * LONGEST_LINE_BYTES) + b'"}\n'
    assert _read(tmp_path / "a.ndjson", overlong + b'{"a": 1}\n') == [(1, None), (2, {"a": 1})]


def test_it_reads_all_frames_of_a_zstandard_file(tmp_path: Path) -> None:
    skippable = struct.pack("<II", 0x184D2A50, 4) + b"skip"
    frames = [zstandard.compress(ndjson([{"a": number}])) for number in range(100)]
    records = _read(tmp_path / "a.zst", skippable + b"".join(frames))
    assert [record["a"] for _, record in records if record] == list(range(100))


def test_a_record_may_span_frames(tmp_path: Path) -> None:
    assert _read(tmp_path / "a.zst", zstandard.compress(b'{"a"') + zstandard.compress(b": 1}")) == [(1, {"a": 1})]


def test_csv_keeps_quotes_and_line_breaks_of_a_cell(tmp_path: Path) -> None:
    content = b'id,body\r\na,"one, ""two""\nthree"\r\n\r\n,\r\nb\r\n'
    assert _read(tmp_path / "a.csv", content) == [(3, {"id": "a", "body": 'one, "two"\nthree'}), (6, {"id": "b"})]


def _read(path: Path, content: bytes) -> list[tuple[int, Record | None]]:
    path.write_bytes(content)
    with path.open("rb") as file:
        return list(read_records(file, path.suffix, WINDOW))
