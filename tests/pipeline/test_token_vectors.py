"""The vectors are compared with those of spaCy's own model, whose place they take."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.pipeline.tok2vec import Tok2Vec
from spacy.tokens import Doc

from pipeline import token_vectors
from pipeline.detect import LANGUAGE_MODEL, load_language
from pipeline.products import OneThread
from pipeline.token_vectors import TokenVectors

TEXTS = [
    "The export to PDF hasn't worked since the last update, and nobody at support answers.",
    "Why?",
    "",
    "I can't believe they're charging $12.99/month for THIS 😡 …",
    "Syncing   takes forever.",
    *(f"Version {number} crashes on start-up number {number * 7}." for number in range(60)),
]


@pytest.fixture(scope="module")
def original() -> Language:
    return spacy.load(LANGUAGE_MODEL, exclude=["ner", "attribute_ruler", "lemmatizer", "senter"])


@pytest.fixture(scope="module")
def tok2vec(original: Language) -> Any:
    return cast("Tok2Vec", original.get_pipe("tok2vec")).model


@pytest.fixture(scope="module")
def docs(original: Language) -> list[Doc]:
    return [original.make_doc(text) for text in TEXTS]


def test_they_are_those_of_spacy(tok2vec, docs: list[Doc]):
    ours = TokenVectors(tok2vec, OneThread()).compute(docs)
    for theirs, vectors in zip(tok2vec.predict(docs), ours, strict=True):
        np.testing.assert_allclose(vectors, theirs, atol=2e-5)


def test_tags_and_trees_are_those_of_spacy(original: Language):
    ours = load_language()
    for theirs, parse in zip(original.pipe(TEXTS), ours.pipe(TEXTS), strict=True):
        assert [(t.tag_, t.dep_, t.head.i) for t in parse] == [(t.tag_, t.dep_, t.head.i) for t in theirs]


def test_a_text_has_the_same_vectors_to_the_last_bit_in_any_company(tok2vec, docs: list[Doc]):
    together = TokenVectors(tok2vec, OneThread()).compute(docs)
    alone = TokenVectors(tok2vec, OneThread())
    for doc, vectors in zip(docs, together, strict=True):
        np.testing.assert_array_equal(alone.compute([doc])[0], vectors)


def test_a_text_has_the_same_tree_in_any_company():
    ours = load_language()
    for alone, parse in zip(map(ours, TEXTS), ours.pipe(TEXTS), strict=True):
        assert [(t.tag_, t.dep_, t.head.i) for t in alone] == [(t.tag_, t.dep_, t.head.i) for t in parse]


def test_no_texts_have_no_vectors(tok2vec, docs: list[Doc]):
    assert TokenVectors(tok2vec, OneThread()).compute([]) == []
    assert TokenVectors(tok2vec, OneThread()).compute([docs[2]])[0].shape == (0, 96)


def test_what_it_remembers_is_bounded(tok2vec, docs: list[Doc], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(token_vectors, "WORDS_REMEMBERED", 10)
    small, large = TokenVectors(tok2vec, OneThread()), TokenVectors(tok2vec, OneThread())
    for doc in docs:
        expected = large.compute([doc])[0]
        np.testing.assert_array_equal(small.compute([doc])[0], expected)
        assert len(small._embedded) < 10 + len(doc)


def test_threads_may_share_it(tok2vec, docs: list[Doc]):
    expected = TokenVectors(tok2vec, OneThread()).compute(docs)
    shared = TokenVectors(tok2vec, OneThread())
    with ThreadPoolExecutor(4) as threads:
        for found in threads.map(lambda _: shared.compute(docs), range(8)):
            for vectors, right in zip(found, expected, strict=True):
                np.testing.assert_array_equal(vectors, right)
