"""Reads what the detector learns from: sentences written for this project, and open sets with labels of our own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.clean import mask, own_prose
from pipeline.sentences import close_up, split_sentences
from pipeline.surface import speaks_to_maker
from pipeline.types import Document

FOLDER = Path(__file__).parent
SAMPLES = FOLDER.parent / "samples"
READ_WEIGHT, WRITTEN_WEIGHT, SAMPLE_WEIGHT = 1.0, 0.7, 0.5
# Long enough that two sentences of the open sets do not share one.
HASH_LENGTH = 12
_OPEN_SETS = ("goemotions_train.ndjson", "goemotions_dev.ndjson", "app_reviews_urr.ndjson")
_WISH, _NO_PAIN = "w", "n"


@dataclass(frozen=True, slots=True)
class Example:
    """A text whose label holds for at least one of its sentences when 1, and for none when 0."""

    sentences: tuple[str, ...]
    pain: int
    wish: int
    weight: float
    to_maker: bool = False
    part: str = "open sets"


def written_sentences() -> Iterator[Example]:
    """Sentences written for training, a file for each kind of talk."""
    for file in sorted((FOLDER / "sentences").glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            label, text = line.split("\t")
            yield _example(text, label, WRITTEN_WEIGHT)


def sample_corpus() -> Iterator[Example]:
    """The bundled corpus, whose labels stand on spans: a sentence that overlaps a mention states a pain."""
    for labels in sorted((SAMPLES / "labels").glob("*.ndjson")):
        mentions = {row["document_id"]: row for row in _rows(labels)}
        for record in _rows(SAMPLES / "corpus" / labels.name):
            document = _document(record)
            row = mentions[document.id]
            stated = [_find(document.text, mention["text"]) for mention in row["mentions"]]
            prose = own_prose(document)
            for start, end in split_sentences(prose):
                hurts = any(start < last and first < end for first, last in stated)
                wishes = hurts and row["kind"] == "wish"
                yield Example(
                    (close_up(prose[start:end]),),
                    pain=int(hurts and not wishes),
                    wish=int(wishes),
                    weight=SAMPLE_WEIGHT,
                    to_maker=speaks_to_maker(prose),
                    part=labels.stem,
                )


def open_sets(data: Path) -> Iterator[Example]:
    """Sentences of GoEmotions and of the app reviews, with the labels that we gave them by reading.

    The repository keeps a hash and a label of each, never its words; `data` holds those.
    """
    codes = dict(line.split("\t") for line in (FOLDER / "labels.tsv").read_text(encoding="utf-8").splitlines())
    for name in _OPEN_SETS:
        for row in _rows(data / name):
            to_maker = speaks_to_maker(row["text"])
            for sentence in sentences_of(row["text"]):
                code = codes.pop(hash_of(sentence), None)
                if code is not None:
                    wish = code == _WISH
                    pain = int(code not in (_WISH, _NO_PAIN))
                    yield Example((sentence,), pain=pain, wish=int(wish), weight=READ_WEIGHT, to_maker=to_maker)


def sentences_of(text: str) -> tuple[str, ...]:
    prose = mask(text)
    return tuple(close_up(prose[start:end]) for start, end in split_sentences(prose))


def hash_of(sentence: str) -> str:
    return hashlib.sha256(sentence.encode()).hexdigest()[:HASH_LENGTH]


def comments(data: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """Reddit comments (GoEmotions) with their emotions."""
    for row in _rows(data / "goemotions_train.ndjson"):
        yield row["text"], frozenset(row["label"])


def _example(text: str, label: str, weight: float) -> Example:
    return Example(
        sentences_of(text), int(label == "pain"), int(label == "wish"), weight, to_maker=speaks_to_maker(text)
    )


def _document(record: dict[str, Any]) -> Document:
    is_post = "title" in record
    name = ("t3_" if is_post else "t1_") + record["id"]
    body = record["selftext" if is_post else "body"]
    return Document(name, record["subreddit"], body, int(record["created_utc"]), "", title=record.get("title"))


def _find(text: str, quote: str) -> tuple[int, int]:
    start = text.index(quote)
    return start, start + len(quote)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
