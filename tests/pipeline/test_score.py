from __future__ import annotations

import math
from dataclasses import replace

import pytest

from pipeline.corpus_stats import DAY_S, add
from pipeline.rank import describe_groups
from pipeline.score import WEIGHTS, count_voices, rate_confidence, score_parts, total
from pipeline.types import CorpusStats, Evidence, Mention
from tests.pipeline.documents import comment, evidence, mention

NOW = 1_700_000_000


def stats() -> CorpusStats:
    counted = CorpusStats()
    for number, upvotes in enumerate([0, 1, 5, 20]):
        add(counted, comment(str(number), "x", upvotes=upvotes))
    return counted


def value(part: str, mentions: list[Mention], origins: list[Evidence]) -> float:
    return score_parts(mentions, origins, stats(), NOW)[part].value


def test_weights_sum_to_a_hundred_and_points_to_the_score():
    parts = score_parts([mention("a")], [evidence("a")], stats(), NOW)
    assert sum(WEIGHTS.values()) == 100
    assert list(parts) == list(WEIGHTS)
    assert all(part.points == pytest.approx(part.value * part.weight, abs=0.01) for part in parts.values())
    assert total(parts) == pytest.approx(sum(part.points for part in parts.values()), abs=0.05)


@pytest.mark.parametrize(
    ("part", "more_mention", "more_origin"),
    [
        ("authors", {}, {"author": "bob"}),
        ("intensity", {"intensity": 0.9}, {}),
        ("intent_to_pay", {"intent_to_pay": 1.0}, {}),
        ("engagement", {}, {"upvotes": 500}),
        ("spread", {}, {"subreddit": "elsewhere"}),
        ("recency", {}, {"created_utc": NOW + DAY_S}),
    ],
)
def test_each_part_grows_with_its_cause(part: str, more_mention: dict, more_origin: dict):
    mentions = [mention("a"), mention("b")]
    origins = [evidence("a", created_utc=NOW - 90 * DAY_S), evidence("b", created_utc=NOW - 90 * DAY_S)]
    base = value(part, mentions, origins)
    grown = value(
        part, [mentions[0], replace(mentions[1], **more_mention)], [origins[0], replace(origins[1], **more_origin)]
    )
    assert 0 <= base < grown <= 1


def test_negative_and_unknown_votes_give_numbers():
    for upvotes in (-1000, None, 0):
        parts = score_parts([mention("a")], [evidence("a", upvotes=upvotes)], stats(), NOW)
        assert all(math.isfinite(part.value) for part in parts.values())


def test_a_score_does_not_depend_on_the_other_pains():
    mentions = [mention("a"), mention("b", "Support never answers my tickets", intensity=1.0, intent_to_pay=1.0)]
    origins = {"a": evidence("a", upvotes=1), "b": evidence("b", upvotes=900, created_utc=NOW)}
    (alone,) = describe_groups(mentions[:1], origins, [0], stats(), NOW)
    beside = describe_groups(mentions, origins, [0, 1], stats(), NOW)
    assert len(beside) == 2
    assert [pain.score_parts for pain in beside if pain.mentions == alone.mentions] == [alone.score_parts]


def test_unknown_authors_count_by_document():
    voices = count_voices([evidence("a", None), evidence("a", None), evidence("b", None), evidence("c", "ada")])
    assert (voices.authors, voices.authors_known) == (3, False)


def test_one_author_is_low_confidence_however_often_they_write():
    assert rate_confidence(30, 1).level == "low"
    assert rate_confidence(3, 3).level == "medium"
    assert rate_confidence(12, 10).level == "high"
