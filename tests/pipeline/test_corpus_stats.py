from __future__ import annotations

import json
import random

from pipeline.corpus_stats import DAY_S, add, from_json, mean_log_votes, to_json, trend
from pipeline.types import CorpusStats
from tests.pipeline.documents import comment, post


def collected(documents) -> CorpusStats:
    stats = CorpusStats()
    for document in documents:
        add(stats, document)
    return stats


def test_it_counts_posts_comments_and_known_votes():
    stats = collected([post("a", "x", upvotes=None), comment("b", "y", upvotes=-5), comment("c", "z", upvotes=9)])
    assert (stats.posts, stats.comments, stats.upvotes_known) == (1, 2, {"tools": 2})
    assert mean_log_votes(stats, "elsewhere") is None


def test_sums_do_not_depend_on_the_order():
    documents = [comment(str(i), "x", upvotes=i * i % 977, created_utc=i * 5000) for i in range(2000)]
    expected = to_json(collected(documents))
    random.Random(4).shuffle(documents)
    assert to_json(collected(documents)) == expected


def test_it_survives_json():
    stats = collected([comment(str(i), "x", upvotes=i, created_utc=i * DAY_S) for i in range(5)])
    assert from_json(json.loads(json.dumps(to_json(stats)))) == stats


def test_a_trend_is_the_share_of_what_was_collected():
    days = [day for day in range(16) for _ in range(1 if day < 8 else 3)]
    stats = collected([comment(str(i), "x", created_utc=day * DAY_S) for i, day in enumerate(days)])
    buckets = trend([0, 15 * DAY_S, 15 * DAY_S], stats)
    assert len(buckets) == 8
    assert [bucket.documents for bucket in buckets] == [2] * 4 + [6] * 4
    assert (buckets[0].share, buckets[-1].share) == (0.5, round(2 / 6, 6))
    assert sum(bucket.mentions for bucket in buckets) == 3


def test_a_period_without_documents_has_no_share():
    stats = collected([comment("a", "x", created_utc=0), comment("b", "x", created_utc=79 * DAY_S)])
    assert [bucket.share for bucket in trend([0], stats)] == [1.0, *[None] * 6, 0.0]


def test_a_day_and_nothing():
    assert len(trend([5], collected([comment("a", "x", created_utc=5)]))) == 1
    assert trend([], CorpusStats()) == ()
