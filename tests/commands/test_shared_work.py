"""Processes that detect together, against one that detects alone."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from commands import shared_work
from commands.child import Child, ChildDied
from commands.shared_work import SharedWork, share
from pipeline.analyse import analyse
from pipeline.detect import DOCUMENTS_AT_ONCE, Detector
from pipeline.types import Document
from tests.pipeline.documents import comment

PAINS = [
    "The {} export crashes every time I open it and support never answers.",
    "I can't get the {} sync to work since the last update.",
    "I wish there was an option to print the {} list.",
    "Lovely weather in {} today, we went for a walk.",
]


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    places = ["invoice", "calendar", "photo", "garden", "recipe", "ticket", "budget"]
    return [
        comment(f"d{i}", PAINS[i % 4].format(f"{places[i % 7]} {i}"), author=f"a{i % 90}")
        for i in range(4 * DOCUMENTS_AT_ONCE)
    ]


@pytest.fixture
def child() -> Iterator[Child]:
    with Child() as started:
        started.wait_until_ready()
        yield started


@pytest.mark.slow
def test_documents_come_in_their_order_with_the_mentions_that_one_process_finds(
    documents: list[Document], child: Child
):
    alone = list(Detector.load().detect_by_document(documents))
    assert list(share(iter(documents), [child])) == alone
    assert sum(len(mentions) for _, mentions in alone) > len(documents) / 3
    assert child.answered > 0


@pytest.mark.slow
def test_pain_points_do_not_depend_on_the_number_of_processes_nor_on_the_order_of_documents(
    documents: list[Document], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(shared_work, "FEWEST_TO_SHARE", DOCUMENTS_AT_ONCE)
    expected = analyse(documents, encoder="static").pain_points
    assert len(expected) >= 2
    shuffled = random.Random(4).sample(documents, len(documents))
    with SharedWork(2) as work:
        assert [document for document, _ in work.detect_by_document(documents)] == documents
        work.children[0].wait_until_ready()
        for order in (documents, shuffled):
            found = analyse(order, encoder="static", detector=work, names_groups=work.name_groups).pain_points
            assert found == expected
        assert work.children[0].answered >= 4


def test_few_documents_start_no_process(documents: list[Document], monkeypatch: pytest.MonkeyPatch):
    def refuse(self: Child) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(Child, "__init__", refuse)
    few = documents[:50]
    assert [document for document, _ in SharedWork(2).detect_by_document(few)] == few


@pytest.mark.slow
def test_a_child_that_is_killed_fails_the_detection_and_says_so(documents: list[Document], child: Child):
    child.process.kill()
    with pytest.raises(ChildDied, match="ended with code -9"):
        list(share(iter(documents), [child]))


@pytest.mark.slow
def test_leaving_ends_the_process(documents: list[Document]):
    with Child() as child:
        assert child.process.poll() is None
    assert child.process.poll() is not None
