"""Runs the engine's two judgements on labelled texts and measures them. Labels are never read for predicting."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Literal

from pipeline.clean import own_prose
from pipeline.cluster import cluster
from pipeline.cues import TROUBLES, plain
from pipeline.detect import Candidate, Detector
from pipeline.embed import EncoderName, load_encoder
from pipeline.metrics import NEED_LABELS, Metrics, detection_metrics, grouping_metrics
from pipeline.model import DetectionModels
from pipeline.second_opinion import EVERYTHING, NOTHING, reads_twice
from pipeline.sentences import close_up, split_sentences
from pipeline.surface import read_surface, speaks_to_maker
from pipeline.types import Document

Kind = Literal["pain", "wish"]
Row = Mapping[str, Any]
Prediction = dict[str, Any]
# How much of a text's length counts: were its sentences independent, 1; were their doubts the same, 0.
INDEPENDENCE = 0.7
TROUBLE_WEIGHT = 0.8
# How sure is sure enough for a text of up to two sentences, and for one of five or more, which tells of many things.
# Chosen where F1 is good on tweets, reviews and forum posts alike.
ENOUGH: Mapping[Kind, tuple[float, float]] = {"pain": (0.15, 0.9), "wish": (0.2, 0.2)}
SHORT, LONG = 2, 5


def evaluate_detect(
    rows: Sequence[Row], kind: Kind = "pain", positive: Collection[str] | None = None
) -> tuple[list[Prediction], Metrics]:
    """Score texts by their sentences.

    A row has a `text` and perhaps a `label`: 0 or 1, a string, or a list of strings, of which `positive` count.
    Measures are None unless every row has a label.
    """
    detector = Detector.load()
    rated = rate_texts(detector, [str(row["text"]) for row in rows], kind)
    scores, labels = [score for score, _ in rated], [label for _, label in rated]
    predictions: list[Prediction] = [{"score": score, "label": label} for score, label in rated]
    truth = [_is_positive(row.get("label"), positive) for row in rows]
    known = [int(t) for t in truth if t is not None]
    if len(known) < len(rows) or not rows:
        unknown = dict.fromkeys(NEED_LABELS["detection"])
        return predictions, {"texts": len(rows), "predicted": sum(labels), **unknown}
    return predictions, detection_metrics(known, scores, labels)


def rate_texts(detector: Detector, texts: Sequence[str], kind: Kind) -> list[tuple[float, int]]:
    """Give each text the probability that at least one of its sentences states what is asked for, and a label.

    Every sentence is read, twice unless there are too many texts, also those that `detect` would not parse, so that
    the texts are ranked throughout. Were n sentences independent it would be 1 − Π (1 − p); but their doubts are alike,
    so n to the power of `INDEPENDENCE` are counted. For pains the log-odds rise with the troubles named: turns of
    phrase carry over to talk whose words were never learned.
    """
    documents = [Document(str(i), "", text, 0, "") for i, text in enumerate(texts)]
    sentences = [candidate for document in documents for candidate in _all_sentences(document, detector.models)]
    doubts: list[list[float]] = [[] for _ in texts]
    troubles = [0.0] * len(texts)
    for reading in detector.read(sentences, again_from=EVERYTHING if reads_twice(len(texts)) else NOTHING):
        number = int(reading.candidate.document.id)
        doubts[number].append(1.0 - getattr(reading, kind))
        troubles[number] += sum(reading.candidate.surface.get(name, 0.0) for name in TROUBLES)
    weight = TROUBLE_WEIGHT if kind == "pain" else 0.0
    scores = [_rate_text(of_text, weight * math.log1p(count)) for of_text, count in zip(doubts, troubles, strict=True)]
    return [(score, int(score >= _enough(kind, len(of)))) for score, of in zip(scores, doubts, strict=True)]


def _enough(kind: Kind, sentences: int) -> float:
    short, long = ENOUGH[kind]
    return short + (long - short) * min(max((sentences - SHORT) / (LONG - SHORT), 0.0), 1.0)


def _rate_text(doubts: Sequence[float], gain: float) -> float:
    doubt: float = math.prod(doubts) ** (max(len(doubts), 1) ** (INDEPENDENCE - 1))
    # Log-odds without a logarithm, which a doubt of nought or one would not have.
    return round((1.0 - doubt) / (1.0 - doubt + doubt * math.exp(-gain)), 6)


def _all_sentences(document: Document, models: DetectionModels) -> Iterator[Candidate]:
    prose = own_prose(document)
    to_maker = speaks_to_maker(prose)
    for span in split_sentences(prose):
        sentence = close_up(prose[slice(*span)])
        surface = read_surface(plain(sentence), models.wording, to_maker=to_maker)
        yield Candidate(document, span, sentence, surface | models.context(sentence))


def evaluate_cluster(rows: Sequence[Row], encoder: EncoderName = "auto") -> tuple[list[Prediction], Metrics]:
    """Group texts, each one mention, inside their `app` where rows name one; a `label` is the true group."""
    groups = [0] * len(rows)
    done = 0
    model = load_encoder(encoder, len(rows))
    for members in _by_app(rows):
        order = sorted(members, key=lambda i: (str(rows[i]["text"]), i))
        found = cluster(model.encode([str(rows[i]["text"]) for i in order]))
        for i, group in zip(order, found, strict=True):
            groups[i] = done + group
        done += max(found) + 1
    predictions: list[Prediction] = [{"cluster": group} for group in groups]
    labels = [row.get("label") for row in rows]
    if not rows or None in labels:
        return predictions, {"texts": len(rows), "groups": done, **dict.fromkeys(NEED_LABELS["grouping"])}
    return predictions, grouping_metrics([str(label) for label in labels], groups)


def _is_positive(label: Any, positive: Collection[str] | None) -> bool | None:
    if label is None:
        return None
    if isinstance(label, list):
        return any(name in (positive or ()) for name in label)
    if positive is not None:
        return str(label) in positive
    return str(label).strip().lower() in ("1", "1.0", "true", "yes")


def _by_app(rows: Sequence[Row]) -> list[list[int]]:
    members: dict[Any, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        members[row.get("app")].append(i)
    return list(members.values())
