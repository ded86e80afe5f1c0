"""Writes archives of any number of documents: real threads first, in mixed order, then reworded copies of them."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import zstandard

from benchmarks.speed.rewording import count_words, plan_swaps, reword

SEED = 7
_NAMES = ("id", "author", "link_id", "parent_id")
_TEXTS = ("title", "selftext", "body")
Record = dict[str, Any]


class Corpus:
    """The real records of a folder, in an order that mixes its files."""

    def __init__(self, folder: Path) -> None:
        self.records = [record for file in sorted(folder.glob("*.zst")) for record in _read(file)]
        random.Random(SEED).shuffle(self.records)
        self._counts = count_words(record[field] for record in self.records for field in _TEXTS if record.get(field))

    def write(self, file: Path, count: int) -> None:
        """Write so many documents, one JSON object a line."""
        written = 0
        with file.open("wb") as out:
            for record in self._rounds():
                if written == count:
                    return
                out.write(orjson.dumps(record) + b"\n")
                written += 1

    def _rounds(self) -> Iterator[Record]:
        yield from self.records
        number = 0
        while True:
            number += 1
            swaps = plan_swaps(self._counts, number)
            yield from (_copy(record, number, swaps) for record in self.records)


def _copy(record: Record, number: int, swaps: dict[str, str]) -> Record:
    """Reword a record and give it, its thread and its author names of their own."""
    renamed = {field: f"{record[field]}r{number}" for field in _NAMES if field in record}
    reworded = {field: reword(record[field], swaps) for field in _TEXTS if record.get(field)}
    deleted = {"author": record["author"]} if record.get("author") == "[deleted]" else {}
    unread = {field: record[field] for field in _TEXTS if record.get(field) in ("[deleted]", "[removed]")}
    return record | renamed | reworded | deleted | unread


def _read(file: Path) -> Iterator[Record]:
    with file.open("rb") as raw:
        for line in io.BufferedReader(zstandard.ZstdDecompressor(max_window_size=2**31).stream_reader(raw)):
            yield orjson.loads(line)
