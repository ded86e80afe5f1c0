"""What kind of pain a sentence states, how badly it hurts, and whether money would be paid to end it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from pipeline.cues import plain
from pipeline.types import Category
from pipeline.wordlists import phrases

# Which features speak for which category, and how strongly. Where two are equal, the first named wins.
_EVIDENCE: dict[Category, dict[str, float]] = {
    "expensive": {"money": 2.2},
    "slow": {"slow": 2.4, "waiting": 1.6},
    "tedious": {"tedious": 2.1, "workaround": 0.6, "own_toil": 0.2},
    "confusing": {"confusing": 1.9, "excess_of_bad": 0.2},
    "missing": {"lack": 1.8, "lacks": 0.7, "excess": 0.3},
    "broken": {
        "failure": 1.5,
        "not_working": 1.7,
        "thing_fails": 0.7,
        "thing_fails_to": 0.5,
        "inability": 0.7,
        "own_trouble": 0.4,
        "in_vain": 0.3,
    },
    "switching": {"switching": 1.4, "past_root": 0.1},
}
_ENOUGH = 1.0
_OUTRIGHT = 0.3


def choose_category(features: Mapping[str, float], pain: float, wish: float) -> Category:
    """Choose the category with the most evidence; a wish where it is said outright or likelier than a complaint."""
    if wish > pain or ("wish" in features and wish >= _OUTRIGHT * pain):
        return "wish"
    strengths = {category: _strength(features, evidence) for category, evidence in _EVIDENCE.items()}
    best = max(strengths, key=lambda category: strengths[category])
    if strengths[best] >= _ENOUGH:
        return best
    return "question" if "question_mark" in features or "seeking" in features else "other"


def _strength(features: Mapping[str, float], evidence: Mapping[str, float]) -> float:
    return sum(weight * min(features.get(name, 0.0), 1.5) for name, weight in evidence.items())


_HURT = {
    "annoyance": 0.55,
    "recurrence": 0.3,
    "in_vain": 0.4,
    "exclamation": 0.25,
    "waiting": 0.3,
    "switching": 0.35,
    "inability": 0.2,
    "not_working": 0.25,
    "failure": 0.2,
    "tedious": 0.25,
    "excess": 0.15,
    "own": 0.1,
    "own_inability": 0.2,
}
_STRONG = re.compile(phrases("judge", "strong"))
_SHOUTED = re.compile(r"\b[A-Z]{4,}\b")


def rate_intensity(features: Mapping[str, float], sentence: str) -> float:
    """Rate how badly it hurts, 0..1: each sign adds less the more there are already."""
    hurt = sum(weight * features.get(name, 0.0) for name, weight in _HURT.items())
    hurt += 0.5 * len(_STRONG.findall(plain(sentence))) + 0.25 * min(len(_SHOUTED.findall(sentence)), 3)
    return round(1.0 - math.exp(-0.6 * hurt), 4)


_WOULD_PAY = re.compile(phrases("judge", "would_pay"))
_PAYS = re.compile(phrases("judge", "pays") + r"|\$\d")


def rate_intent_to_pay(features: Mapping[str, float], sentence: str) -> float:
    """Rate the readiness to pay, 0..1: said outright 1; money spent already .5; leaving or looking elsewhere .3."""
    folded = plain(sentence)
    if _WOULD_PAY.search(folded):
        return 1.0
    if _PAYS.search(folded):
        return 0.5
    return 0.3 if features.get("switching", 0.0) or ("seeking" in features and "looking for" in folded) else 0.0
