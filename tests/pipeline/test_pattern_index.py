from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.clean import own_prose
from pipeline.cues import plain
from pipeline.pattern_index import PatternIndex
from pipeline.sentences import split_sentences
from pipeline.types import Document
from pipeline.wordlists import cue_patterns

CORPUS = Path(__file__).parents[2] / "samples" / "corpus"
# Apostrophes, marks and words that run into each other, which the sample's writers seldom use.
ODD = [
    "can't,can't",
    "won'tload",
    "$5/s",
    "i'm can't-stand-it",
    "",
    "  ",
    "…no way to",
    "naïve slow slower",
    "lag,lag lags",
]


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    return [*ODD, *_sample_sentences()]


def test_it_counts_what_each_cue_finds_alone(sentences: list[str]):
    patterns = cue_patterns()
    index = PatternIndex(patterns)
    for sentence in sentences:
        alone = {name: len(pattern.findall(sentence)) for name, pattern in patterns.items()}
        assert index.count(sentence) == {name: count for name, count in alone.items() if count}


def test_it_says_whether_any_cue_occurs(sentences: list[str]):
    patterns = {name: pattern for name, pattern in cue_patterns().items() if name in ("slow", "money", "inability")}
    index = PatternIndex(patterns)
    found = [index.occurs(sentence) for sentence in sentences]
    assert found == [any(pattern.search(sentence) for pattern in patterns.values()) for sentence in sentences]
    assert 0 < sum(found) < len(found)


def test_matches_of_one_pattern_do_not_overlap():
    assert PatternIndex({"again": re.compile(r"\bno no\b")}).count("no no no no no") == {"again": 2}


def _sample_sentences() -> Iterator[str]:
    for file in sorted(CORPUS.glob("*.ndjson")):
        for line in file.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            prose = own_prose(Document("t1_x", "", record.get("body") or record.get("selftext", ""), 0, ""))
            yield from (plain(prose[start:end]) for start, end in split_sentences(prose))
