"""Reads a review as one mention, also where the engine would not show any."""

from __future__ import annotations

from pipeline.clean import own_prose
from pipeline.cues import plain
from pipeline.detect import Candidate, Detector
from pipeline.judge import choose_category, rate_intensity, rate_intent_to_pay
from pipeline.sentences import close_up, split_sentences
from pipeline.surface import read_surface, speaks_to_maker
from pipeline.types import Document, Mention


def read_review(detector: Detector, document_id: str, text: str) -> Mention:
    """Choose the sentence that states a pain or a wish most surely; the first of several."""
    document = Document(document_id, "", text, 0, "")
    readings = list(detector.read(_sentences(detector, document)))
    surest = max(readings, key=lambda reading: max(reading.pain, reading.wish))
    start, end = surest.candidate.span
    return Mention(
        document_id,
        start,
        end,
        text[start:end],
        choose_category(surest.features, surest.pain, surest.wish),
        max(surest.pain, surest.wish),
        rate_intensity(surest.features, surest.candidate.text),
        rate_intent_to_pay(surest.features, surest.candidate.text),
    )


def _sentences(detector: Detector, document: Document) -> list[Candidate]:
    prose = own_prose(document)
    to_maker = speaks_to_maker(prose)
    wording = detector.models.wording
    sentences = [(span, close_up(prose[slice(*span)])) for span in split_sentences(prose)]
    return [
        Candidate(document, span, sentence, read_surface(plain(sentence), wording, to_maker=to_maker))
        for span, sentence in sentences
    ]
