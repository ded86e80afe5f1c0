"""The engine's pain points in the form that the API shows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from api.responses import pain_point as shown
from pipeline.types import Evidence, Mention, PainPoint


def to_json(pain_point: PainPoint, evidence: Mapping[str, Evidence]) -> dict[str, Any]:
    """Show a pain point with all its quotes; its id is a hash of its mentions, so that equal results look equal."""
    body = shown.PainPoint(
        id=id_of(pain_point),
        name=pain_point.name,
        original_name=pain_point.name,
        starred=False,
        rejected=False,
        note=None,
        category=pain_point.category,
        score=pain_point.score,
        score_parts={name: asdict(part) for name, part in pain_point.score_parts.items()},
        intent_to_pay=pain_point.score_parts["intent_to_pay"].value,
        confidence=asdict(pain_point.confidence),
        mentions=len(pain_point.mentions),
        authors=pain_point.authors,
        authors_known=pain_point.authors_known,
        subreddits=[{"name": name, "mentions": count} for name, count in pain_point.subreddits],
        first_seen=_at(pain_point.first_seen_utc),
        last_seen=_at(pain_point.last_seen_utc),
        trend=_trend(pain_point),
        quotes=[_quote(mention, evidence[mention.document_id]) for mention in pain_point.mentions],
    )
    return body.model_dump(mode="json", by_alias=True)


def id_of(pain_point: PainPoint) -> str:
    """Hash the places of the mentions."""
    places = sorted(f"{mention.document_id}:{mention.start}:{mention.end}" for mention in pain_point.mentions)
    return hashlib.blake2b("\n".join(places).encode(), digest_size=8).hexdigest()


def _trend(pain_point: PainPoint) -> shown.Trend:
    buckets = [
        shown.TrendBucket(
            start=_at(bucket.start_utc),
            end=_at(bucket.end_utc),
            mentions=bucket.mentions,
            documents=bucket.documents,
            share=bucket.share,
        )
        for bucket in pain_point.trend
    ]
    return shown.Trend(state=None, buckets=buckets)


def _quote(mention: Mention, origin: Evidence) -> shown.Quote:
    return shown.Quote(
        text=mention.text,
        document_id=mention.document_id,
        start=mention.start,
        end=mention.end,
        permalink=origin.permalink,
        subreddit=origin.subreddit,
        created_utc=_at(origin.created_utc),
        upvotes=origin.upvotes,
    )


def _at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
