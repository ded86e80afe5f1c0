"""Persist: from groups to named, scored pain points; the scan ends in the same transaction."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from datetime import datetime
from typing import Any

from actors.run import Run
from actors.stages.engine_values import to_document, to_mention
from models.clock import now
from models.document import documents_by_id
from models.pain_point import Mention as MentionRow
from models.pain_point import Observation, PainPoint, forget_results, mentions_of, rank_quotes
from models.scan import Scan, coverage_of
from pipeline import corpus_stats
from pipeline.analyse import describe_groups, evidence_of
from pipeline.types import PainPoint as Described
from sources.types import UNREAD


def store_pain_points(run: Run) -> None:
    rows = [row for row in mentions_of(run.scan.id) if row.group_number is not None]
    found = _describe(run.scan, rows)
    rows_by_place = {(row.document_id, row.start, row.end): row for row in rows}
    missed = any(entry.status in UNREAD for entry in coverage_of(run.scan.id))
    with run.completing(status="partial" if missed else "completed", pain_points=len(found)):
        forget_results(run.scan.id)
        for rank, pain_point in enumerate(found, start=1):
            _store(run.scan, pain_point, rank=rank, rows_by_place=rows_by_place, at=now())


def _describe(scan: Scan, rows: list[MentionRow]) -> list[Described]:
    documents = {row.id: to_document(row) for row in documents_by_id({row.document_id for row in rows})}
    return describe_groups(
        [to_mention(row, documents[row.document_id]) for row in rows],
        {document.id: evidence_of(document) for document in documents.values()},
        [row.group_number for row in rows],
        corpus_stats.from_json(scan.corpus_stats),
        scan.as_of_utc or 0,
    )


def _store(
    scan: Scan,
    described: Described,
    *,
    rank: int,
    rows_by_place: dict[tuple[str, int, int], MentionRow],
    at: datetime,
) -> None:
    rows = [rows_by_place[mention.document_id, mention.start, mention.end] for mention in described.mentions]
    pain_point = PainPoint.create(id=secrets.token_hex(8), owner=scan.owner_id, question=scan.question, created_at=at)
    Observation.create(
        scan=scan, pain_point=pain_point, rank=rank, group_number=rows[0].group_number, **_columns(described)
    )
    rank_quotes(pain_point.id, [row.id for row in rows])


def _columns(described: Described) -> dict[str, Any]:
    return {
        "name": described.name,
        "category": described.category,
        "score": described.score,
        "score_parts": {name: asdict(part) for name, part in described.score_parts.items()},
        "intent_to_pay": described.score_parts["intent_to_pay"].value,
        "confidence_level": described.confidence.level,
        "mentions": described.confidence.mentions,
        "authors": described.authors,
        "authors_known": described.authors_known,
        "subreddits": [{"name": name, "mentions": count} for name, count in described.subreddits],
        "first_seen_utc": described.first_seen_utc,
        "last_seen_utc": described.last_seen_utc,
        "trend": [asdict(bucket) for bucket in described.trend],
    }
