"""Trains the detector anew without the app reviews, so that it can be measured on them; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.quality.labelled_texts import FOLDER
from benchmarks.quality.sets import read_rows
from pipeline.detect import Detector
from pipeline.model import DetectionModels, LinearModel, Verdict
from pipeline.wording import WordingTable
from training.detect import featurise, train
from training.examples import (
    Example,
    comments,
    hash_of,
    open_sets,
    sample_corpus,
    sentences_of,
    written_sentences,
)
from training.tone import learn_tone


def train_without_reviews() -> Detector:
    """Train as `make train` does on all but the sentences of `app_reviews_urr`; takes about a minute."""
    tone = learn_tone(comments(FOLDER))
    models = train(featurise([*written_sentences(), *sample_corpus(), *_other_open_sets()], tone))
    columns = tone | {f"{name}_words": model.words for name, model in models.items()}
    terms = set().union(*columns.values())
    table = WordingTable(list(columns), {t: [column.get(t, 0.0) for column in columns.values()] for t in terms})
    linear = {name: LinearModel(model.bias, model.weights, model.threshold) for name, model in models.items()}
    verdict = Verdict(linear["pain"], linear["wish"])
    without = DetectionModels(
        wording=table,
        screen_pain=linear["screen_pain"],
        screen_wish=linear["screen_wish"],
        context=lambda _: {},
        first=verdict,
        read_again=lambda _: {},
        second=verdict,
    )
    return Detector(Detector.load().language, without)


def _other_open_sets() -> Iterator[Example]:
    reviews = read_rows(FOLDER / "app_reviews_urr.ndjson")
    left_out = {hash_of(sentence) for review in reviews for sentence in sentences_of(review["text"])}
    yield from (example for example in open_sets(FOLDER) if hash_of(example.sentences[0]) not in left_out)
