"""Puts the quotes that tell most of a pain point first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from pipeline.name_words import WordWeights, centrality, content_stems
from pipeline.types import Evidence, Mention

# Characters of a quote that is read at a glance.
SHORT, LONG = 40, 160
# The quotes that a list shows, of which no two may say the same: two do that share this much of their words.
SHOWN_FIRST = 3
SAME = 0.6


def order_quotes(
    members: Iterable[Mention], evidence: Mapping[str, Evidence], shared: WordWeights, named_by: Mention | None = None
) -> list[Mention]:
    """Order quotes: every author's best before anybody's second, and nothing said twice among the first three.

    The quote that the group is named by stands first.
    """
    tells = _rate(members, shared)
    waiting = sorted(tells, key=lambda mention: (-tells[mention], _place(mention)))
    ordered: list[Mention] = []
    if named_by is not None:
        ordered.append(named_by)
        waiting.remove(named_by)
    heard = Counter(_author(mention, evidence) for mention in ordered)
    while waiting and len(ordered) < SHOWN_FIRST:
        said = [_stems(mention) for mention in ordered]
        chosen = min(waiting, key=lambda mention: (_repeats(_stems(mention), said), heard[_author(mention, evidence)]))
        ordered.append(chosen)
        waiting.remove(chosen)
        heard[_author(chosen, evidence)] += 1
    return ordered + _take_turns(waiting, evidence, heard)


def _rate(members: Iterable[Mention], shared: WordWeights) -> dict[Mention, float]:
    """Rate each quote: sure, read at a glance, close to what the group shares, understood without its neighbours."""
    central = {mention: centrality(mention.text, shared) for mention in members}
    most = max(central.values(), default=0.0) or 1.0
    return {
        mention: round(
            mention.probability * _fit(mention.text) * (0.35 + 0.65 * close / most) + 0.15 * mention.intensity, 4
        )
        for mention, close in central.items()
    }


def _fit(text: str) -> float:
    fit = min(1.0, len(text) / SHORT, LONG / len(text))
    return fit * (0.8 if _LEANING.match(text) else 1.0)


_LEANING = re.compile(r"\W*(?:it|this|that|they|he|she|these|those|and|but|so|which|or|edit|same|also)\b", re.I)


def _take_turns(waiting: list[Mention], evidence: Mapping[str, Evidence], heard: Counter[str]) -> list[Mention]:
    ranked = []
    for position, mention in enumerate(waiting):
        author = _author(mention, evidence)
        ranked.append((heard[author], position, mention))
        heard[author] += 1
    return [mention for _, _, mention in sorted(ranked, key=lambda item: item[:2])]


def _author(mention: Mention, evidence: Mapping[str, Evidence]) -> str:
    return evidence[mention.document_id].author or mention.document_id


def _stems(mention: Mention) -> frozenset[str]:
    return frozenset(content_stems(mention.text))


def _repeats(stems: frozenset[str], said: Iterable[frozenset[str]]) -> bool:
    return any(len(stems & other) >= SAME * max(len(stems | other), 1) for other in said)


def _place(mention: Mention) -> tuple[str, int]:
    return mention.document_id, mention.start
