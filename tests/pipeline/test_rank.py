from __future__ import annotations

import random
from collections.abc import Iterable

import pytest

from pipeline.corpus_stats import add
from pipeline.name_words import rarity, shared_words, stands_in
from pipeline.rank import describe_groups
from pipeline.rank_quotes import order_quotes
from pipeline.types import CorpusStats, Mention
from tests.pipeline.documents import comment, evidence, mention
from tests.pipeline.naming import GROUPS

NOW = 1_700_000_000
LONG_TAIL = ", and then I have to begin again from the start" * 8


def described(mentions, origins, groups):
    stats = CorpusStats()
    for origin in origins.values():
        add(stats, comment(origin.document_id, "x", upvotes=3, created_utc=origin.created_utc))
    return describe_groups(mentions, origins, groups, stats, NOW)


def ordered(mentions: list[Mention], authors: Iterable[str], named_by: Mention | None = None) -> list[str]:
    origins = {
        item.document_id: evidence(item.document_id, author) for item, author in zip(mentions, authors, strict=True)
    }
    texts = [item.text for item in mentions]
    quotes = order_quotes(mentions, origins, shared_words(texts, rarity([*texts, "Nothing of the kind"])), named_by)
    return [quote.document_id for quote in quotes]


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


def test_pain_points_are_the_same_in_whatever_order_the_mentions_come():
    quotes = [(text, group) for group, (texts, _) in enumerate(GROUPS.values()) for text in texts]
    rows = [(mention(f"t1_{i}", text), group) for i, (text, group) in enumerate(quotes)]
    origins = {item.document_id: evidence(item.document_id, author=item.document_id[-1]) for item, _ in rows}
    expected = described([item for item, _ in rows], origins, [group for _, group in rows])
    for seed in range(3):
        shuffled = random.Random(seed).sample(rows, len(rows))
        assert described([item for item, _ in shuffled], origins, [-group for _, group in shuffled]) == expected


def test_the_first_quote_holds_the_name_however_long_the_quotes_are():
    rows = [
        (f"t1_{n}", text + LONG_TAIL * (n % 2), group)
        for group, (texts, _) in enumerate(GROUPS.values())
        for n, text in enumerate(texts)
    ]
    mentions = [mention(f"{id}_{group}", text) for id, text, group in rows]
    origins = {item.document_id: evidence(item.document_id, author=item.document_id) for item in mentions}
    for pain in described(mentions, origins, [group for _, _, group in rows]):
        assert stands_in(pain.name, pain.mentions[0].text)


@pytest.mark.parametrize("named_by", range(3))
def test_the_quote_that_holds_the_name_stands_first(named_by: int):
    mentions = [
        mention("a", "The export fails " + LONG_TAIL),
        mention("b", "The export fails on every second page of mine"),
        mention("c", "It failed", probability=0.5),
    ]
    assert ordered(mentions, "xyz", named_by=mentions[named_by])[0] == "abc"[named_by]


def test_every_author_is_quoted_before_anyone_is_quoted_twice():
    mentions = [mention("a", probability=0.99), mention("b", probability=0.98), mention("c", probability=0.5)]
    assert ordered(mentions, ["ada", "ada", "bob"]) == ["a", "c", "b"]


def test_the_first_three_quotes_say_nothing_twice():
    mentions = [
        mention("a", "The export of long tables fails with an error", probability=0.9),
        mention("b", "The export of long tables fails with an error!!", probability=0.9),
        mention("c", "Exports of long tables fail with some error", probability=0.9),
        mention("d", "My export stopped at page nine without a word", probability=0.6),
        mention("e", "Nobody in the office can export a table since May", probability=0.6),
    ]
    assert len({"a", "b", "c"} & set(ordered(mentions, "vwxyz")[:3])) == 1


def test_what_the_group_shares_is_quoted_before_what_strays():
    mentions = [
        mention("a", "The train to the office was late and wet again", probability=0.95),
        mention("b", "The export of tables fails on every second page"),
        mention("c", "Our table export fails whenever a page is long"),
        mention("d", "Export fails, the tables come out as empty pages"),
    ]
    assert ordered(mentions, "wxyz")[-1] == "a"


def test_a_quote_read_at_a_glance_comes_before_a_stub_and_a_wall_of_text():
    mentions = [
        mention("stub", "Export fails"),
        mention("wall", "The export fails " + "and I tried all of the buttons in the menu one by one " * 6),
        mention("good", "The export fails on every second page of my report"),
    ]
    assert ordered(mentions, "xyz")[0] == "good"


def test_a_quote_that_leans_on_its_neighbours_comes_later():
    mentions = [
        mention("a", "It also fails to export tables from the report"),
        mention("b", "Reports also fail to export tables from the page"),
    ]
    assert ordered(mentions, "xy") == ["b", "a"]


def test_no_mentions_are_no_pains():
    assert describe_groups([], {}, [], CorpusStats(), NOW) == []
