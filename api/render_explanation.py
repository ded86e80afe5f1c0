"""Rows into an explanation of a pain point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from api.responses import explanation as shown
from models.pain_point import Mention, Observation
from pipeline.explain import read_cues


def render_explanation(
    seen: Observation, quotes: Sequence[Mention], copies: Mapping[str, list[str]]
) -> shown.Explanation:
    """Explain what a scan saw of a pain point; `copies` are those left out, by the document that they repeat."""
    return shown.Explanation(
        id=seen.pain_point_id,
        name=seen.shown_name,
        score=seen.score,
        score_parts=seen.score_parts,
        mentions=[_render_mention(mention, copies.get(mention.document_id, [])) for mention in quotes],
    )


def _render_mention(mention: Mention, copies: list[str]) -> shown.ExplainedMention:
    document = mention.document
    return shown.ExplainedMention(
        text=document.text[mention.start : mention.end],
        document_id=document.id,
        start=mention.start,
        end=mention.end,
        permalink=document.permalink,
        category=mention.category,
        probability=mention.probability,
        intensity=mention.intensity,
        intent_to_pay=mention.intent_to_pay,
        similarity=mention.similarity,
        copies=copies,
        **render_reasons(mention.reasons),
    )


def render_reasons(reasons: dict[str, Any] | None) -> dict[str, Any]:
    """Show `pipeline.types.Reasons`, as a dictionary, in the fields of a mention; None where they were not kept."""
    if reasons is None:
        return {"read_as": None, "threshold": None, "base": None, "cues": [], "other_cues": None}
    return {
        "read_as": reasons["model"],
        "threshold": reasons["threshold"],
        "base": reasons["bias"],
        "cues": [asdict(cue) for cue in read_cues(reasons["contributions"])],
        "other_cues": reasons["rest"],
    }
