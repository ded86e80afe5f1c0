"""The engine: documents in, pain points out. Background jobs call the same steps one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Protocol

from pipeline import corpus_stats
from pipeline.describe import evidence_of
from pipeline.detect import Detector
from pipeline.embed import EncoderName
from pipeline.group import group_mentions, titles_of
from pipeline.identify_language import is_other_language
from pipeline.rank import NamesGroups, describe_groups
from pipeline.second_opinion import MOST_DOCUMENTS, reads_twice
from pipeline.types import CorpusStats, Document, Evidence, Mention, PainPoint

__all__ = ["Analysis", "analyse", "describe_groups", "evidence_of", "extract_mentions", "group_mentions"]


class FindsMentions(Protocol):
    """A detector, or something that has several work together."""

    def detect_by_document(
        self, documents: Iterable[Document], *, twice: bool = True
    ) -> Iterator[tuple[Document, list[Mention]]]: ...


# Times a stage, given its name: the engine itself has no clock.
Stopwatch = Callable[[str], AbstractContextManager[object]]


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the engine found. `copies` maps each document with mentions that copies another to its original."""

    pain_points: list[PainPoint]
    stats: CorpusStats
    evidence: dict[str, Evidence]
    mentions: int
    copies: dict[str, str]


def analyse(
    documents: Iterable[Document],
    *,
    encoder: EncoderName = "auto",
    as_of_utc: int | None = None,
    detector: FindsMentions | None = None,
    names_groups: NamesGroups | None = None,
    stopwatch: Stopwatch = lambda stage: nullcontext(),
) -> Analysis:
    """Find the pain points of documents, best first; the same in whatever order the documents come.

    A document id that comes twice is read once. Recency counts back from `as_of_utc`, by default the newest document.
    """
    stats = CorpusStats()
    titles: dict[str, str] = {}
    with stopwatch("detect"):
        found = list(_find(detector or Detector.load(), documents, stats, titles))
    sources = {document.id: document for document, _ in found}
    mentions = [mention for _, stated in found for mention in stated]
    with stopwatch("cluster"):
        groups, copies, _, similarities = group_mentions(mentions, sources, encoder, titles)
        mentions = [
            replace(mention, similarity=similarity) for mention, similarity in zip(mentions, similarities, strict=True)
        ]
    with stopwatch("describe"):
        evidence = {document.id: evidence_of(document) for document in sources.values()}
        anchor = as_of_utc if as_of_utc is not None else stats.newest_utc or 0
        pain_points = describe_groups(mentions, evidence, groups, stats, anchor, names_groups)
    return Analysis(pain_points, stats, evidence, len(mentions), copies)


def extract_mentions(
    detector: FindsMentions, documents: Iterable[Document], stats: CorpusStats, *, twice: bool = True
) -> Iterator[tuple[Document, list[Mention]]]:
    """Yield each document with its mentions, and count it in `stats`.

    Bots, deleted documents and those in another language than English have none.
    """
    for document, mentions in detector.detect_by_document(documents, twice=twice):
        corpus_stats.add(stats, document)
        if is_other_language(document):
            corpus_stats.add_other_language(stats, document)
            mentions = []
        yield document, mentions


def _find(
    detector: FindsMentions, documents: Iterable[Document], stats: CorpusStats, titles: dict[str, str]
) -> Iterator[tuple[Document, list[Mention]]]:
    """Yield the documents with mentions, and note every post's title for the comments below it."""
    waiting = _once(documents)
    first = list(islice(waiting, MOST_DOCUMENTS + 1))
    twice = reads_twice(len(first))
    for document, mentions in extract_mentions(detector, chain(first, waiting), stats, twice=twice):
        titles.update(titles_of([document]))
        if mentions:
            yield document, mentions


def _once(documents: Iterable[Document]) -> Iterator[Document]:
    seen: set[str] = set()
    for document in documents:
        if document.id not in seen:
            seen.add(document.id)
            yield document
