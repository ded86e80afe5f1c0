"""Rows into the engine's values and back."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any, cast

from models.document import Document as DocumentRow
from models.pain_point import Mention as MentionRow
from pipeline.types import Category, Document, Mention, PainPoint, Reasons

DOCUMENT_FIELDS = [field.name for field in fields(Document)]


def to_document(row: DocumentRow) -> Document:
    return Document(**{name: getattr(row, name) for name in DOCUMENT_FIELDS})


def to_mention(row: MentionRow, document: Document) -> Mention:
    return Mention(
        document_id=row.document_id,
        start=row.start,
        end=row.end,
        text=document.text[row.start : row.end],
        category=cast("Category", row.category),
        probability=row.probability,
        intensity=row.intensity,
        intent_to_pay=row.intent_to_pay,
        reasons=_to_reasons(row.reasons),
        similarity=row.similarity,
    )


def to_mention_row(mention: Mention) -> dict[str, Any]:
    return {
        "document": mention.document_id,
        "start": mention.start,
        "end": mention.end,
        "category": mention.category,
        "probability": mention.probability,
        "intensity": mention.intensity,
        "intent_to_pay": mention.intent_to_pay,
        "reasons": mention.reasons and asdict(mention.reasons),
    }


def to_columns(described: PainPoint) -> dict[str, Any]:
    """Make the columns of an observation, apart from its place among others."""
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


def _to_reasons(stored: dict[str, Any] | None) -> Reasons | None:
    if stored is None:
        return None
    contributions = tuple((feature, part) for feature, part in stored["contributions"])
    return Reasons(**(stored | {"contributions": contributions}))
