from __future__ import annotations

import hashlib

import numpy as np
import pytest

from pipeline.embed import MOST_FOR_MINILM, load_encoder
from pipeline.minilm_encoder import VOCABULARY

TEXTS = ["The export fails", "It is too expensive for a small team", "Ünïcode 💥 breaks it", "a", "x" * 2000]


@pytest.fixture(params=["static", "minilm"])
def encoder(request: pytest.FixtureRequest):
    return load_encoder(request.param, mentions=0)


def test_vectors_are_float32_of_unit_length(encoder):
    vectors = encoder.encode(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape[0] == len(TEXTS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_vector_depends_on_its_own_text_alone(encoder):
    together = encoder.encode(TEXTS * 10)
    alone = np.vstack([encoder.encode([text]) for text in TEXTS])
    assert np.array_equal(together[-len(TEXTS) :], alone)


def test_like_texts_lie_closer_than_unlike(encoder):
    a, b, c = encoder.encode(["I cannot export my notes", "exporting notes fails", "the fabric feels itchy"])
    assert a @ b > a @ c


def test_no_text_gives_no_rows(encoder):
    assert len(encoder.encode([])) == 0


def test_auto_takes_the_static_table_for_bulk():
    assert load_encoder("auto", MOST_FOR_MINILM).name == "minilm"
    assert load_encoder("auto", MOST_FOR_MINILM + 1).name == "static"


def test_an_unknown_encoder_is_refused():
    with pytest.raises(ValueError, match="choose auto, static or minilm"):
        load_encoder("word2vec", 1)  # type: ignore[arg-type]


def test_the_vocabulary_is_berts():
    assert hashlib.sha256(VOCABULARY.read_bytes()).hexdigest().startswith("07eced375cec144d")
