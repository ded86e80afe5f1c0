"""Preprocess: from documents to mentions, batch by batch, so that memory does not grow with the scan."""

from __future__ import annotations

from actors.run import Run
from actors.stages.engine_values import to_document, to_mention_row
from models.document import documents_of
from models.pain_point import forget_mentions, store_mentions
from pipeline import corpus_stats
from pipeline.analyse import extract_mentions
from pipeline.detect import Detector
from pipeline.second_opinion import reads_twice
from pipeline.types import CorpusStats
from sources.types import LIVE_SOURCES

# About a second of work, so that a commit, and a look whether to go on, is never far.
BATCH_SIZE = 250


def load_detector() -> Detector:
    """Load the detector, once a process."""
    return Detector.load()


def preprocess(run: Run) -> None:
    cursor = run.cursor or {}
    stats = corpus_stats.from_json(cursor["stats"]) if cursor else CorpusStats()
    mentions_found = cursor.get("mentions", 0)
    if not cursor:
        forget_mentions(run.scan.id)
    total = max(1, run.scan.posts + run.scan.comments)
    twice = reads_twice(total)
    for batch in documents_of(run.scan.id, after_id=cursor.get("after_id", ""), batch_size=BATCH_SIZE):
        documents = [to_document(row) for row in batch]
        extracted = extract_mentions(load_detector(), documents, stats, twice=twice)
        found = [mention for _, mentions in extracted for mention in mentions]
        mentions_found += len(found)
        position = {"after_id": batch[-1].id, "stats": corpus_stats.to_json(stats), "mentions": mentions_found}
        done = (stats.posts + stats.comments) / total
        with run.saving(position, done=done, mentions=mentions_found):
            store_mentions(run.scan.id, [to_mention_row(mention) for mention in found])
    as_of = int(run.scan.created_at.timestamp()) if run.scan.source in LIVE_SOURCES else stats.newest_utc
    others = sum(stats.other_languages.values())
    with run.handing_over(corpus_stats=corpus_stats.to_json(stats), as_of_utc=as_of, other_languages=others):
        pass
