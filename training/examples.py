"""Reads what the detector learns from: two open sets, and sentences written for this project."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.clean import mask, own_prose
from pipeline.sentences import close_up, split_sentences
from pipeline.types import Document

SAMPLES = Path(__file__).parents[1] / "samples"
OWN_SENTENCES = Path(__file__).parent / "sentences.tsv"

# Review topics that are pains by themselves; the other topics (UI, DEVICE …) are named in praise as often, so left out.
_REVIEW_PAINS = frozenset({"ERROR", "PERFORMANCE", "MEMORY", "BATTERY"})
_FRIENDLY_EMOTIONS = frozenset(
    [
        "admiration",
        "approval",
        "gratitude",
        "love",
        "joy",
        "optimism",
        "amusement",
        "caring",
        "excitement",
        "relief",
        "pride",
        "neutral",
        "curiosity",
        "desire",
        "surprise",
        "realization",
    ]
)
_SORE_EMOTIONS = frozenset({"annoyance", "disappointment"})
_FRIENDLY_COMMENTS = 8000
_SORE_COMMENTS = 1500


@dataclass(frozen=True, slots=True)
class Example:
    """A text whose label holds for at least one of its sentences when 1, and for none when 0; None: not known."""

    sentences: tuple[str, ...]
    pain: int | None
    wish: int | None
    weight: float
    part: str = "open sets"


def own_sentences() -> Iterator[Example]:
    for line in OWN_SENTENCES.read_text(encoding="utf-8").splitlines():
        label, sentence = line.split("\t")
        yield Example((sentence,), pain=int(label == "pain"), wish=int(label == "wish"), weight=2.0)


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
                sentence = close_up(prose[start:end])
                yield Example(
                    (sentence,), pain=int(hurts and not wishes), wish=int(wishes), weight=1.0, part=labels.stem
                )


def _document(record: dict[str, Any]) -> Document:
    is_post = "title" in record
    name = ("t3_" if is_post else "t1_") + record["id"]
    body = record["selftext" if is_post else "body"]
    return Document(name, record["subreddit"], body, int(record["created_utc"]), "", title=record.get("title"))


def _find(text: str, quote: str) -> tuple[int, int]:
    start = text.index(quote)
    return start, start + len(quote)


def reviews(data: Path) -> Iterator[Example]:
    """App reviews (URR): a bug or a slowness against no complaint at all."""
    for row in _rows(data / "app_reviews_urr.ndjson"):
        topics = set(row["label"])
        if topics == {"OTHER"} or topics & _REVIEW_PAINS:
            yield Example(sentences_of(row["text"]), pain=int(topics != {"OTHER"}), wish=None, weight=0.5)


def comments(data: Path) -> Iterator[Example]:
    """Reddit comments (GoEmotions): friendly ones state no pain; sore ones often do, hence their small weight."""
    friendly = sore = 0
    for row in _rows(data / "goemotions_train.ndjson"):
        emotions = set(row["label"])
        if emotions <= _FRIENDLY_EMOTIONS and friendly < _FRIENDLY_COMMENTS:
            friendly += 1
            yield Example(sentences_of(row["text"]), pain=0, wish=None if "desire" in emotions else 0, weight=0.2)
        elif emotions <= _SORE_EMOTIONS and sore < _SORE_COMMENTS:
            sore += 1
            yield Example(sentences_of(row["text"]), pain=1, wish=None, weight=0.1)


def sentences_of(text: str) -> tuple[str, ...]:
    prose = mask(text)
    return tuple(close_up(prose[start:end]) for start, end in split_sentences(prose))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
