from __future__ import annotations

from pipeline.corpus_stats import add
from pipeline.rank import describe_groups
from pipeline.rank_quotes import order_quotes
from pipeline.types import CorpusStats
from tests.pipeline.documents import comment, evidence, mention

NOW = 1_700_000_000


def described(mentions, origins, groups):
    stats = CorpusStats()
    for origin in origins.values():
        add(stats, comment(origin.document_id, "x", upvotes=3, created_utc=origin.created_utc))
    return describe_groups(mentions, origins, groups, stats, NOW)


def test_more_authors_come_first_and_copies_are_left_out():
    mentions = [mention(name, f"The export of {name} fails") for name in "abcd"]
    origins = {name: evidence(name, author=name) for name in "abcd"}
    pains = described(mentions, origins, [0, 1, 1, None])
    assert [pain.authors for pain in pains] == [2, 1]
    assert [pain.confidence.mentions for pain in pains] == [2, 1]


def test_a_pain_knows_when_where_and_by_whom():
    mentions = [mention("a"), mention("b", "The export never ends"), mention("c", "Export is stuck")]
    origins = {
        "a": evidence("a", author=None, created_utc=5, subreddit="x"),
        "b": evidence("b", created_utc=9, subreddit="y"),
        "c": evidence("c", created_utc=7, subreddit="y"),
    }
    (pain,) = described(mentions, origins, [4, 4, 4])
    assert (pain.first_seen_utc, pain.last_seen_utc) == (5, 9)
    assert pain.subreddits == (("y", 2), ("x", 1))
    assert (pain.authors, pain.authors_known) == (2, False)
    assert sum(bucket.mentions for bucket in pain.trend) == 3


def test_every_author_is_quoted_before_anyone_is_quoted_twice():
    mentions = [mention("a", probability=0.99), mention("b", probability=0.98), mention("c", probability=0.5)]
    origins = {"a": evidence("a", "ada"), "b": evidence("b", "ada"), "c": evidence("c", "bob")}
    assert [quote.document_id for quote in order_quotes(mentions, origins, {})] == ["a", "c", "b"]


def test_the_quote_that_names_the_group_stands_first():
    mentions = [mention("a", probability=0.99), mention("b", "The export fails whenever a page holds a picture")]
    origins = {"a": evidence("a", "ada"), "b": evidence("b", "bob")}
    assert order_quotes(mentions, origins, {}, mentions[1])[0].document_id == "b"


def test_no_mentions_are_no_pains():
    assert describe_groups([], {}, [], CorpusStats(), NOW) == []
