from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.examples import FOLDER, hash_of, open_sets, sample_corpus, written_sentences

SENTENCE = "The made-up sync never finishes."


def test_written_sentences_are_labelled_and_none_stands_twice():
    examples = list(written_sentences())
    assert sum(example.pain for example in examples) > 500
    assert sum(example.wish for example in examples) > 200
    assert all(example.sentences for example in examples)
    lines = [line for file in (FOLDER / "sentences").glob("*.tsv") for line in file.read_text().splitlines()]
    assert {line.split("\t")[0] for line in lines} == {"pain", "wish", "none"}
    assert len(lines) == len(set(lines))


def test_the_sample_teaches_pains_and_wishes():
    parts = {example.part for example in sample_corpus() if example.pain or example.wish}
    assert len(parts) == 8


def test_labels_hold_no_words():
    for line in (FOLDER / "labels.tsv").read_text().splitlines():
        code, label = line.split("\t")
        assert len(code) == 12
        assert int(code, 16) >= 0
        assert label in "bmsectxqown"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in ("goemotions_train", "goemotions_dev", "app_reviews_urr"):
        (tmp_path / f"{name}.ndjson").write_text(json.dumps({"text": SENTENCE, "label": []}) + "\n")
    return tmp_path


def test_a_sentence_without_a_label_of_ours_teaches_nothing(data: Path):
    assert hash_of(SENTENCE) not in (FOLDER / "labels.tsv").read_text()
    assert list(open_sets(data)) == []
