"""Counts what was collected, so that engagement and trend have a denominator."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from pipeline.types import CorpusStats, Document, TrendBucket

DAY_S = 86_400
MOST_BUCKETS = 8
# Logarithms are rounded to multiples of 2^-20: sums of those are exact, hence the same in any order of documents.
_GRID = float(1 << 20)


def add(stats: CorpusStats, document: Document) -> None:
    """Count one document."""
    if document.is_post:
        stats.posts += 1
    else:
        stats.comments += 1
    created = document.created_utc
    stats.oldest_utc = created if stats.oldest_utc is None else min(stats.oldest_utc, created)
    stats.newest_utc = created if stats.newest_utc is None else max(stats.newest_utc, created)
    day = created // DAY_S
    stats.documents_by_day[day] = stats.documents_by_day.get(day, 0) + 1
    if document.upvotes is not None:
        name = document.subreddit
        stats.upvotes_known[name] = stats.upvotes_known.get(name, 0) + 1
        stats.upvotes_log_sum[name] = stats.upvotes_log_sum.get(name, 0.0) + log_votes(document.upvotes)


def add_other_language(stats: CorpusStats, document: Document) -> None:
    """Count one of the documents as not in English."""
    name = document.subreddit
    stats.other_languages[name] = stats.other_languages.get(name, 0) + 1


def log_votes(upvotes: int) -> float:
    """Compute log(1 + upvotes), a negative count taken as none."""
    return round(math.log1p(max(upvotes, 0)) * _GRID) / _GRID


def mean_log_votes(stats: CorpusStats, subreddit: str) -> float | None:
    """Compute the subreddit's mean of `log_votes`, None where no votes are known."""
    known = stats.upvotes_known.get(subreddit, 0)
    return stats.upvotes_log_sum[subreddit] / known if known else None


def trend(times_utc: Iterable[int], stats: CorpusStats) -> tuple[TrendBucket, ...]:
    """Count mentions by date in at most 8 equal periods of whole days, the last of which ends with the newest document.

    A corpus of one day has one bucket, an empty one none.
    """
    if stats.oldest_utc is None or stats.newest_utc is None:
        return ()
    oldest_day, newest_day = stats.oldest_utc // DAY_S, stats.newest_utc // DAY_S
    days = newest_day - oldest_day + 1
    length = math.ceil(days / MOST_BUCKETS)
    count = math.ceil(days / length)
    first_day = newest_day + 1 - count * length
    mentions = [0] * count
    documents = [0] * count
    for time in times_utc:
        mentions[min(max((time // DAY_S - first_day) // length, 0), count - 1)] += 1
    for day, found in stats.documents_by_day.items():
        documents[(day - first_day) // length] += found
    return tuple(
        TrendBucket(
            start_utc=(first_day + i * length) * DAY_S,
            end_utc=(first_day + (i + 1) * length) * DAY_S,
            mentions=mentions[i],
            documents=documents[i],
            share=round(mentions[i] / documents[i], 6) if documents[i] else None,
        )
        for i in range(count)
    )


def to_json(stats: CorpusStats) -> dict[str, Any]:
    """Give a value that `json` can write, and `from_json` reads back unchanged."""
    return asdict(stats) | {"documents_by_day": {str(day): n for day, n in sorted(stats.documents_by_day.items())}}


def from_json(stored: dict[str, Any]) -> CorpusStats:
    days = {int(day): found for day, found in stored["documents_by_day"].items()}
    return CorpusStats(**(stored | {"documents_by_day": days}))
