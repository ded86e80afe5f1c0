"""Rows into the engine's values and back."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any, cast

from models.document import Document as DocumentRow
from models.pain_point import Mention as MentionRow
from pipeline.types import Category, Document, Mention, Reasons

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


def _to_reasons(stored: dict[str, Any] | None) -> Reasons | None:
    if stored is None:
        return None
    contributions = tuple((feature, part) for feature, part in stored["contributions"])
    return Reasons(**(stored | {"contributions": contributions}))
