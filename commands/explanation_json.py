"""The engine's pain points explained, in the form that the API shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from api.render_explanation import render_reasons
from api.responses import explanation as shown
from commands.pain_point_json import id_of
from pipeline.types import Evidence, Mention, PainPoint


def explain_all(
    pain_points: Iterable[PainPoint], evidence: Mapping[str, Evidence], copies: Mapping[str, str]
) -> dict[str, Any]:
    """Explain pain points, by their ids; `copies` maps documents that were left out to those that they repeat."""
    repeated_by: dict[str, list[str]] = defaultdict(list)
    for copy, original in sorted(copies.items()):
        repeated_by[original].append(copy)
    return {id_of(pain_point): _explain(pain_point, evidence, repeated_by) for pain_point in pain_points}


def _explain(
    pain_point: PainPoint, evidence: Mapping[str, Evidence], repeated_by: Mapping[str, list[str]]
) -> dict[str, Any]:
    body = shown.Explanation(
        id=id_of(pain_point),
        name=pain_point.name,
        score=pain_point.score,
        score_parts={name: asdict(part) for name, part in pain_point.score_parts.items()},
        mentions=[
            _explain_mention(mention, evidence[mention.document_id], repeated_by.get(mention.document_id, []))
            for mention in pain_point.mentions
        ],
    )
    return body.model_dump(mode="json")


def _explain_mention(mention: Mention, origin: Evidence, copies: list[str]) -> shown.ExplainedMention:
    return shown.ExplainedMention(
        text=mention.text,
        document_id=mention.document_id,
        start=mention.start,
        end=mention.end,
        permalink=origin.permalink,
        category=mention.category,
        probability=mention.probability,
        intensity=mention.intensity,
        intent_to_pay=mention.intent_to_pay,
        similarity=mention.similarity,
        copies=copies,
        **render_reasons(asdict(mention.reasons) if mention.reasons else None),
    )
