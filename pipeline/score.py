"""Scores a pain 0..100 from parts that stand for themselves, so that scores of different scans can be compared.

The score never falls when one mention gets stronger, newer or better liked, or comes from one more author or community.
Intensity, engagement and recency are means and say how it is with the typical mention: one more that is mild, old or
ignored lowers them, as it should.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.corpus_stats import DAY_S, log_votes, mean_log_votes
from pipeline.types import Confidence, CorpusStats, Evidence, Mention, ScorePart

WEIGHTS: Mapping[str, float] = {
    "authors": 30.0,
    "intensity": 20.0,
    "engagement": 15.0,
    "recency": 15.0,
    "intent_to_pay": 10.0,
    "spread": 10.0,
}
# Where a part is full, or halved. Authors count by their logarithm: the second voice tells more than the tenth.
AUTHORS_FOR_FULL = 50
SUBREDDITS_FOR_FULL = 5
HALF_LIFE_DAYS = 90.0
SILENT_MENTIONS = 2
# Each mention that would pay leaves this share of the remaining doubt.
DOUBT_LEFT = 0.6


@dataclass(frozen=True, slots=True)
class Voices:
    """Who states a pain. A document of unknown author counts as an author of its own."""

    authors: int
    authors_known: bool


def count_voices(evidence: Sequence[Evidence]) -> Voices:
    """Count the distinct authors behind mentions."""
    known = {item.author for item in evidence if item.author is not None}
    unknown = {item.document_id for item in evidence if item.author is None}
    return Voices(len(known) + len(unknown), not unknown)


def score_parts(
    mentions: Sequence[Mention], evidence: Sequence[Evidence], stats: CorpusStats, as_of_utc: int
) -> dict[str, ScorePart]:
    """Compute the parts; `evidence[i]` belongs to `mentions[i]`, of which there is at least one."""
    voices = count_voices(evidence)
    return {
        "authors": _authors(voices),
        "intensity": _intensity(mentions),
        "engagement": _engagement(evidence, stats),
        "recency": _recency(evidence, as_of_utc),
        "intent_to_pay": _intent_to_pay(mentions),
        "spread": _spread(evidence),
    }


def total(parts: Mapping[str, ScorePart]) -> float:
    """Add up the points, 0..100."""
    return round(sum(part.points for part in parts.values()), 1)


def rate_confidence(mentions: int, authors: int) -> Confidence:
    """Say how much stands behind a score: three authors make it medium, ten make it high."""
    level: Literal["low", "medium", "high"] = "high" if authors >= 10 else "medium" if authors >= 3 else "low"
    return Confidence(level, mentions, authors)


def _authors(voices: Voices) -> ScorePart:
    value = math.log1p(voices.authors) / math.log1p(AUTHORS_FOR_FULL)
    known = "" if voices.authors_known else ", some or all unknown and counted by document"
    return _part("authors", value, f"{_count(voices.authors, 'author')}{known}")


def _intensity(mentions: Sequence[Mention]) -> ScorePart:
    """Take the mean as if `SILENT_MENTIONS` more had been mild, so that one outcry alone does not decide."""
    said = math.fsum(mention.intensity for mention in mentions)
    value, mean = said / (len(mentions) + SILENT_MENTIONS), said / len(mentions)
    return _part("intensity", value, f"mean intensity {mean:.2f} of 1 over {_count(len(mentions), 'mention')}")


def _engagement(evidence: Sequence[Evidence], stats: CorpusStats) -> ScorePart:
    """Compare votes with the subreddit's mean, each document once: 0.5 is the mean, e times it is .73."""
    by_document = {item.document_id: item for item in evidence}
    values = [value for item in by_document.values() if (value := _standing(item, stats)) is not None]
    if not values:
        return _part("engagement", 0.5, "upvotes unknown, taken as average for the subreddit")
    value = math.fsum(values) / len(values)
    place = "above" if value > 0.5 else "below" if value < 0.5 else "at"
    return _part("engagement", value, f"upvotes {place} the subreddit's mean, over {_count(len(values), 'document')}")


def _standing(item: Evidence, stats: CorpusStats) -> float | None:
    mean = mean_log_votes(stats, item.subreddit)
    if item.upvotes is None or mean is None:
        return None
    return 1.0 / (1.0 + math.exp(mean - log_votes(item.upvotes)))


def _recency(evidence: Sequence[Evidence], as_of_utc: int) -> ScorePart:
    ages = [max(as_of_utc - item.created_utc, 0) / DAY_S for item in evidence]
    value = math.fsum(0.5 ** (age / HALF_LIFE_DAYS) for age in ages) / len(ages)
    return _part("recency", value, f"newest {min(ages):.0f} days old, weight halves every {HALF_LIFE_DAYS:.0f} days")


def _intent_to_pay(mentions: Sequence[Mention]) -> ScorePart:
    doubt = math.prod(1.0 - (1.0 - DOUBT_LEFT) * x for x in sorted(mention.intent_to_pay for mention in mentions))
    hints = sum(mention.intent_to_pay > 0 for mention in mentions)
    return _part("intent_to_pay", 1.0 - doubt, f"{_count(hints, 'mention')} with a hint of money")


def _spread(evidence: Sequence[Evidence]) -> ScorePart:
    subreddits = len({item.subreddit for item in evidence})
    value = math.log(subreddits) / math.log(SUBREDDITS_FOR_FULL)
    return _part("spread", value, f"seen in {_count(subreddits, 'subreddit')}")


def _part(name: str, value: float, reason: str) -> ScorePart:
    value = round(min(max(value, 0.0), 1.0), 4)
    return ScorePart(value, WEIGHTS[name], round(value * WEIGHTS[name], 2), reason)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
