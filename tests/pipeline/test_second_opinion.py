"""The second opinion: what it tells apart, when it is asked, and that its file is the one that was trained."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from pipeline import analyse as engine
from pipeline import second_opinion
from pipeline.analyse import analyse
from pipeline.detect import Detector
from pipeline.second_opinion import FEATURES, WEIGHTS, load_second_opinion, reads_twice, renumber
from pipeline.types import Document, Mention
from tests.pipeline.documents import comment

PAIN, WISH = FEATURES
# Each pair in nearly the same words: a pain, and none.
PAIRS = [
    ("Tried everything to embed the map, is there any way at all?", "Is there a way to embed the map?"),
    ("The straps are sewn so badly that mine tore on day two.", "I tore my straps on day two, clumsy as I am."),
    ("My phone gets so hot on a call that I have to hang up.", "My phone fell in the lake, so I bought the next one."),
    ("Their site cancelled my preorder and kept the money.", "Retailers are cancelling preorders, says the article."),
]
CLEAR_PAIN = "The export crashes every single time and support never answers, it is infuriating."
CHAT = "We had soup and walked along the river in the evening."


@pytest.mark.parametrize(("pain", "none"), PAIRS)
def test_it_tells_a_pain_from_what_only_looks_like_one(pain: str, none: str) -> None:
    model = load_second_opinion()

    assert model.read(pain)[PAIN] > 0 > model.read(none)[PAIN]


def test_it_rates_a_wish_as_a_wish() -> None:
    rated = load_second_opinion().read("I wish the calendar could show two weeks side by side.")

    assert rated[WISH] > 0 > rated[PAIN]


def test_pieces_are_renumbered_and_the_marks_at_both_ends_exchanged() -> None:
    assert renumber([101, 2009, 100, 102]) == [0, 2013, 104, 2]


class Asked(Exception):
    pass


@pytest.fixture
def detector() -> Detector:
    """A detector that may not ask for second opinions."""

    def refuse(sentence: str) -> dict[str, float]:
        raise Asked(sentence)

    loaded = Detector.load()
    return Detector(loaded.language, replace(loaded.models, read_again=refuse))


def test_it_is_asked_about_what_looks_like_a_pain_and_about_nothing_else(detector: Detector) -> None:
    assert list(detector.detect([comment("1", CHAT)])) == []
    with pytest.raises(Asked, match="export crashes"):
        list(detector.detect([comment("1", CLEAR_PAIN)]))


def test_a_large_scan_does_without(detector: Detector) -> None:
    assert len(list(detector.detect([comment("1", CLEAR_PAIN)], twice=False))) == 1
    assert reads_twice(second_opinion.MOST_DOCUMENTS)
    assert not reads_twice(second_opinion.MOST_DOCUMENTS + 1)


class Recorder:
    """Notes whether second opinions were asked for, and finds nothing."""

    twice: bool | None = None

    def detect_by_document(
        self, documents: Iterable[Document], *, twice: bool = True
    ) -> Iterator[tuple[Document, list[Mention]]]:
        self.twice = twice
        yield from ((document, []) for document in documents)


@pytest.mark.parametrize(("most", "expected"), [(3, True), (2, False)])
def test_an_analysis_counts_its_documents_first(monkeypatch: pytest.MonkeyPatch, most: int, expected: bool) -> None:
    monkeypatch.setattr(engine, "MOST_DOCUMENTS", most)
    monkeypatch.setattr(second_opinion, "MOST_DOCUMENTS", most)
    recorder = Recorder()

    found = analyse((comment(str(n), CHAT) for n in range(3)), detector=recorder)

    assert recorder.twice is expected
    assert found.stats.comments == 3


def test_the_file_is_the_one_that_was_trained() -> None:
    provenance = json.loads(WEIGHTS.with_suffix(".json").read_text(encoding="utf-8"))

    assert hashlib.sha256(WEIGHTS.read_bytes()).hexdigest() == provenance["sha256"]
