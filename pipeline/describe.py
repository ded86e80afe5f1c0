"""Describes a group of mentions as a pain point, once it has a name and its quotes are in order; light to import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from pipeline.corpus_stats import trend
from pipeline.score import count_voices, rate_confidence, score_parts, total
from pipeline.types import CATEGORIES, Category, CorpusStats, Document, Evidence, Mention, PainPoint


def evidence_of(document: Document) -> Evidence:
    """Keep what ranking needs of a document."""
    return Evidence(
        document.id, document.author, document.subreddit, document.created_utc, document.upvotes, document.permalink
    )


def describe(
    name: str, quotes: list[Mention], evidence: Mapping[str, Evidence], stats: CorpusStats, as_of_utc: int
) -> PainPoint:
    """Count and score at least one quote; `evidence` is keyed by document id."""
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
