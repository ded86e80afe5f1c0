"""Describes groups of mentions as pain points, the worst first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from pipeline.corpus_stats import trend
from pipeline.detect import Detector
from pipeline.name import Name, name_groups
from pipeline.name_words import WordWeights, rarity, shared_words
from pipeline.rank_quotes import order_quotes
from pipeline.score import count_voices, rate_confidence, score_parts, total
from pipeline.types import CATEGORIES, Category, CorpusStats, Evidence, Mention, PainPoint

NamesGroups = Callable[[Sequence[Sequence[Mention]], Sequence[WordWeights]], list[Name]]


def describe_groups(
    mentions: Sequence[Mention],
    evidence: Mapping[str, Evidence],
    groups: Sequence[int | None],
    stats: CorpusStats,
    as_of_utc: int,
    names_groups: NamesGroups | None = None,
) -> list[PainPoint]:
    """Describe every group, best score first; a mention whose group is None stands in a copy and is left out.

    `groups[i]` is the group of `mentions[i]`, `evidence` is keyed by document id. `names_groups` names them in place of
    this process.
    """
    members: dict[int, list[Mention]] = defaultdict(list)
    for mention, group in zip(mentions, groups, strict=True):
        if group is not None:
            members[group].append(mention)
    grouped = [sorted(group, key=_place) for group in members.values()]
    texts = [[mention.text for mention in group] for group in grouped]
    weights = rarity([text for quotes in texts for text in quotes])
    shared = [shared_words(quotes, weights) for quotes in texts]
    names = (names_groups or _name_here)(grouped, shared)
    pains = [
        _describe(name.text, order_quotes(group, evidence, words, group[name.quote]), evidence, stats, as_of_utc)
        for group, words, name in zip(grouped, shared, names, strict=True)
    ]
    return sorted(pains, key=lambda pain: (-pain.score, -pain.authors, pain.name, _place(pain.mentions[0])))


def _name_here(groups: Sequence[Sequence[Mention]], shared: Sequence[WordWeights]) -> list[Name]:
    return name_groups(groups, shared, Detector.load().language)


def _describe(
    name: str, quotes: list[Mention], evidence: Mapping[str, Evidence], stats: CorpusStats, as_of_utc: int
) -> PainPoint:
    origins = [evidence[mention.document_id] for mention in quotes]
    voices = count_voices(origins)
    parts = score_parts(quotes, origins, stats, as_of_utc)
    times = [origin.created_utc for origin in origins]
    return PainPoint(
        name=name,
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


def _commonest_category(mentions: Iterable[Mention]) -> Category:
    counts = Counter(mention.category for mention in mentions)
    return max(CATEGORIES, key=lambda category: (counts[category], category != "other"))


def _count_subreddits(origins: Iterable[Evidence]) -> tuple[tuple[str, int], ...]:
    counts = Counter(origin.subreddit for origin in origins)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _place(mention: Mention) -> tuple[str, int]:
    return mention.document_id, mention.start
