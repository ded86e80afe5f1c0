"""Describes groups of mentions as pain points, the worst first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipeline.corpus_stats import trend
from pipeline.name import WordWeights, name_group, rarity
from pipeline.score import count_voices, rate_confidence, score_parts, total
from pipeline.types import CATEGORIES, Category, CorpusStats, Evidence, Mention, PainPoint

QUOTE_WORDS = (8, 30)


def describe_groups(
    mentions: Sequence[Mention],
    evidence: Mapping[str, Evidence],
    groups: Sequence[int | None],
    stats: CorpusStats,
    as_of_utc: int,
) -> list[PainPoint]:
    """Describe every group, best score first; a mention whose group is None stands in a copy and is left out.

    `groups[i]` is the group of `mentions[i]`, `evidence` is keyed by document id.
    """
    members: dict[int, list[Mention]] = defaultdict(list)
    for mention, group in zip(mentions, groups, strict=True):
        if group is not None:
            members[group].append(mention)
    weights = rarity([mention.text for group in members.values() for mention in group])
    pains = [_describe(group, evidence, weights, stats, as_of_utc) for group in members.values()]
    return sorted(pains, key=lambda pain: (-pain.score, -pain.authors, pain.name, _place(pain.mentions[0])))


def _describe(
    members: list[Mention], evidence: Mapping[str, Evidence], weights: WordWeights, stats: CorpusStats, as_of_utc: int
) -> PainPoint:
    quotes = order_quotes(members, evidence)
    origins = [evidence[mention.document_id] for mention in quotes]
    voices = count_voices(origins)
    parts = score_parts(quotes, origins, stats, as_of_utc)
    times = [origin.created_utc for origin in origins]
    return PainPoint(
        name=name_group([mention.text for mention in quotes], weights),
        category=_commonest_category(quotes),
        score=total(parts),
        score_parts=parts,
        confidence=rate_confidence(len(quotes), voices.authors),
        mentions=tuple(quotes),
        authors=voices.authors,
        authors_known=voices.authors_known,
        subreddits=_count_subreddits(origins),
        first_seen_utc=min(times),
        last_seen_utc=max(times),
        trend=trend(times, stats),
    )


def order_quotes(members: Iterable[Mention], evidence: Mapping[str, Evidence]) -> list[Mention]:
    """Put the quotes that tell most first, every author's best before anybody's second."""
    ordered = sorted(members, key=lambda mention: (-_tells(mention), _place(mention)))
    heard: Counter[str] = Counter()
    ranked = []
    for position, mention in enumerate(ordered):
        author = evidence[mention.document_id].author or mention.document_id
        ranked.append((heard[author], position, mention))
        heard[author] += 1
    return [mention for _, _, mention in sorted(ranked, key=lambda item: item[:2])]


def _tells(mention: Mention) -> float:
    """Rate a quote: sure, of a length that is read at a glance."""
    words = len(mention.text.split())
    shortest, longest = QUOTE_WORDS
    fit = min(1.0, words / shortest, longest / words)
    return round(mention.probability * fit + 0.2 * mention.intensity, 4)


def _commonest_category(mentions: Iterable[Mention]) -> Category:
    counts = Counter(mention.category for mention in mentions)
    return max(CATEGORIES, key=lambda category: (counts[category], category != "other"))


def _count_subreddits(origins: Iterable[Evidence]) -> tuple[tuple[str, int], ...]:
    counts = Counter(origin.subreddit for origin in origins)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _place(mention: Mention) -> tuple[str, int]:
    return mention.document_id, mention.start
