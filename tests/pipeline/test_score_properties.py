"""What holds of every score, whatever the mentions: tried on generated ones."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.corpus_stats import DAY_S
from pipeline.score import WEIGHTS, score_parts, total
from pipeline.types import CorpusStats, Evidence, Mention, ScorePart
from tests.pipeline.documents import evidence, mention

NOW = 1_700_000_000
SUBREDDITS = ["tools", "money", "home"]
Case = tuple[list[Mention], list[Evidence]]

units = st.floats(0, 1)
upvotes = st.none() | st.integers(-(2**31), 2**31)
times = st.integers(NOW - 4_000 * DAY_S, NOW + 400 * DAY_S)


@st.composite
def corpora(draw: st.DrawFn) -> CorpusStats:
    """Subreddits whose votes are known, or not."""
    known = draw(st.dictionaries(st.sampled_from(SUBREDDITS), st.integers(1, 10**7)))
    sums = {name: count * draw(st.floats(0, 22)) for name, count in known.items()}
    return CorpusStats(upvotes_known=known, upvotes_log_sum=sums)


@st.composite
def cases(draw: st.DrawFn, votes: st.SearchStrategy = upvotes) -> Case:
    """Mentions of one pain with the documents that they stand in, some of them in the same one."""
    documents = draw(
        st.lists(
            st.builds(
                evidence,
                st.uuids().map(str),
                author=st.none() | st.sampled_from("abcdefgh"),
                subreddit=st.sampled_from(SUBREDDITS),
                created_utc=times,
                upvotes=votes,
            ),
            min_size=1,
            max_size=12,
        )
    )
    origins = draw(st.lists(st.sampled_from(documents), min_size=1, max_size=20))
    mentions = [mention(item.document_id, intensity=draw(units), intent_to_pay=draw(units)) for item in origins]
    return mentions, origins


def score(case: Case, stats: CorpusStats) -> float:
    return total(score_parts(*case, stats, NOW))


def value(part: str, case: Case, stats: CorpusStats) -> float:
    return score_parts(*case, stats, NOW)[part].value


def with_mention(case: Case, index: int, **changes: Any) -> Case:
    mentions, origins = list(case[0]), case[1]
    mentions[index % len(mentions)] = replace(mentions[index % len(mentions)], **changes)
    return mentions, origins


def with_document(case: Case, index: int, **changes: Any) -> Case:
    """Change one document, wherever it stands."""
    mentions, origins = case
    old = origins[index % len(origins)]
    return mentions, [replace(item, **changes) if item == old else item for item in origins]


def with_another(case: Case, item: Evidence, **fields: Any) -> Case:
    return [*case[0], mention(item.document_id, **fields)], [*case[1], item]


@given(cases(), corpora())
def test_a_score_and_its_parts_are_numbers_in_their_bounds(case: Case, stats: CorpusStats):
    parts = score_parts(*case, stats, NOW)
    assert 0 <= total(parts) <= 100
    for name, part in parts.items():
        assert math.isfinite(part.value)
        assert 0 <= part.value <= 1
        assert 0 <= part.points <= WEIGHTS[name]


@given(st.fixed_dictionaries(dict.fromkeys(WEIGHTS, units)), st.sampled_from(list(WEIGHTS)), units)
def test_the_score_never_falls_when_one_part_rises(values: dict[str, float], name: str, other: float):
    def parts(changed: dict[str, float]) -> dict[str, ScorePart]:
        return {n: ScorePart(v, WEIGHTS[n], round(v * WEIGHTS[n], 2), "") for n, v in changed.items()}

    low, high = sorted((values[name], other))
    assert total(parts(values | {name: low})) <= total(parts(values | {name: high}))


@given(cases(), corpora(), st.integers(0, 99), units)
def test_more_intensity_never_lowers_the_score(case: Case, stats: CorpusStats, index: int, other: float):
    now = case[0][index % len(case[0])].intensity
    low, high = (with_mention(case, index, intensity=x) for x in sorted((now, other)))
    assert score(low, stats) <= score(high, stats)


@given(cases(), corpora(), st.integers(0, 99), units)
def test_more_intent_to_pay_never_lowers_the_score(case: Case, stats: CorpusStats, index: int, other: float):
    now = case[0][index % len(case[0])].intent_to_pay
    low, high = (with_mention(case, index, intent_to_pay=x) for x in sorted((now, other)))
    assert score(low, stats) <= score(high, stats)


@given(cases(), corpora(), st.integers(0, 99), times, times)
def test_a_newer_document_never_lowers_the_score(case: Case, stats: CorpusStats, index: int, one: int, two: int):
    older, newer = (with_document(case, index, created_utc=time) for time in sorted((one, two)))
    assert score(older, stats) <= score(newer, stats)


@given(cases(votes=st.integers(-100, 10**6)), corpora(), st.integers(0, 99), st.integers(-100, 10**6))
def test_more_upvotes_never_lower_the_score(case: Case, stats: CorpusStats, index: int, other: int):
    now = case[1][index % len(case[1])].upvotes
    assert now is not None
    fewer, more = (with_document(case, index, upvotes=votes) for votes in sorted((now, other)))
    assert score(fewer, stats) <= score(more, stats)


@given(cases(), corpora(), st.integers(0, 99))
def test_another_author_never_lowers_the_score(case: Case, stats: CorpusStats, index: int):
    assert score(case, stats) <= score(with_document(case, index, author="somebody new"), stats)


@given(cases(votes=st.none()), corpora(), st.integers(0, 99))
def test_one_more_subreddit_never_lowers_the_score(case: Case, stats: CorpusStats, index: int):
    """Where votes are known, engagement is measured anew, against the other subreddit's mean."""
    document = case[1][index % len(case[1])]
    assume(any(item != document and item.subreddit == document.subreddit for item in case[1]))
    assert score(case, stats) <= score(with_document(case, index, subreddit="elsewhere"), stats)


@given(cases(), corpora(), st.builds(evidence, st.just("new"), author=st.none() | st.just("ada"), created_utc=times))
def test_another_mention_never_lowers_authors_spread_or_intent(case: Case, stats: CorpusStats, item: Evidence):
    more = with_another(case, item, intensity=0.0, intent_to_pay=0.0)
    for part in ("authors", "spread", "intent_to_pay"):
        assert value(part, case, stats) <= value(part, more, stats)


@given(cases(), corpora())
def test_a_mention_at_least_as_new_and_intense_as_all_lowers_neither_part(case: Case, stats: CorpusStats):
    newest = max(item.created_utc for item in case[1])
    strongest = max(item.intensity for item in case[0])
    more = with_another(case, evidence("new", created_utc=newest), intensity=strongest)
    for part in ("intensity", "recency"):
        assert value(part, case, stats) <= value(part, more, stats)


@given(cases(), corpora(), st.randoms(use_true_random=False))
def test_the_order_of_mentions_does_not_matter(case: Case, stats: CorpusStats, random):
    order = random.sample(range(len(case[0])), len(case[0]))
    shuffled = [case[0][i] for i in order], [case[1][i] for i in order]
    assert score(shuffled, stats) == score(case, stats)
