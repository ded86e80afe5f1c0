"""From a file to its records, one after another, in memory that does not grow with the file."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import orjson

from sources.faults import DamagedFile, UnreadableFile
from sources.fields import Record
from sources.zstd_stream import ZstdStream

LONGEST_LINE_BYTES = 2**24
BUFFER_BYTES = 2**17

Numbered = tuple[int, Record | None]


def read_records(file: BinaryIO, suffix: str, max_window_bytes: int) -> Iterator[Numbered]:
    """Yield each record with its line number, and None in place of a line that holds none. Blank lines are passed over.

    Raises:
      UnreadableFile: Nothing of the file can be read.
      DamagedFile: Reading cannot go on; the records so far are good.
    """
    try:
        yield from _reader_for(suffix)(file, max_window_bytes)
    except OSError as error:
        raise DamagedFile(f"the disk failed to deliver it ({error.strerror})") from error


def _reader_for(suffix: str) -> Callable[[BinaryIO, int], Iterator[Numbered]]:
    return {".zst": _read_zst, ".csv": _read_csv}.get(suffix, _read_ndjson)


def _read_zst(file: BinaryIO, max_window_bytes: int) -> Iterator[Numbered]:
    return _json_records(io.BufferedReader(ZstdStream(file, max_window_bytes), BUFFER_BYTES))


def _read_ndjson(file: BinaryIO, _max_window_bytes: int) -> Iterator[Numbered]:
    return _json_records(file)


def _json_records(stream: BinaryIO) -> Iterator[Numbered]:
    for number, line in enumerate(_lines(stream), start=1):
        content = line.removeprefix(codecs.BOM_UTF8).strip()
        if content:
            yield number, _parse(content)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Split into lines; of a line that is longer than any record, only the start comes (and cannot be parsed)."""
    while line := stream.readline(LONGEST_LINE_BYTES):
        rest = line
        while len(rest) == LONGEST_LINE_BYTES and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST_LINE_BYTES)
        yield line


def _parse(line: bytes) -> Record | None:
    value: Any
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        value = _parse_tolerantly(line)
    return value if isinstance(value, dict) else None


def _parse_tolerantly(line: bytes) -> Any:
    """Also accept NaN, lone surrogates and broken UTF-8, which the fast parser refuses and old dumps hold."""
    try:
        return json.loads(line.decode(errors="replace"))
    except (ValueError, RecursionError):
        return None


def _read_csv(file: BinaryIO, _max_window_bytes: int) -> Iterator[Numbered]:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    rows = csv.reader(iter(lambda: text.readline(LONGEST_LINE_BYTES), ""))
    try:
        columns = [column.strip().lower() for column in next(rows, [])]
    except csv.Error as error:
        raise UnreadableFile(f"its header row makes no sense ({error})") from error
    for number, row in _rows_or_none(rows):
        if row is None:
            yield number, None
        elif any(row):
            yield number, {column: cell for column, cell in zip(columns, row, strict=False) if cell}


def _rows_or_none(rows: Any) -> Iterator[tuple[int, list[str] | None]]:
    while True:
        try:
            row: list[str] | None = next(rows)
        except StopIteration:
            return
        except csv.Error:  # a cell beyond csv's limit of 128 KiB, mostly a quote that was never closed
            row = None
        yield rows.line_num, row
