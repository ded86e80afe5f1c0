from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.match import Found, Matching, Place, Result, match
from pipeline.match_evidence import LEAST_SIMILARITY
from pipeline.match_state import judge_change

UP, RIGHT = np.array([0.0, 1.0], dtype=np.float32), np.array([1.0, 0.0], dtype=np.float32)


def places(*documents: str) -> tuple[Place, ...]:
    return tuple((document, 0, 40) for document in documents)


def result(*pain_points: Found, documents: int = 1_000, encoder: str | None = "static") -> Result:
    return Result(pain_points, documents, encoder)


def paired(matching: Matching) -> dict[str, str]:
    return {pair.earlier: pair.later for pair in matching.pairs}


def leaning(cosine: float) -> np.ndarray:
    return np.array([np.sqrt(1 - cosine**2), cosine], dtype=np.float32)


def test_mentions_in_common_pair_and_are_the_evidence():
    matching = match(
        result(Found("a", places("t1", "t2", "t3")), Found("b", places("t4"))),
        result(Found("c", places("t9")), Found("d", (("t2", 30, 60), ("t3", 0, 40)))),
    )
    (pair,) = matching.pairs
    assert (pair.earlier, pair.later, pair.similarity) == ("a", "d", None)
    assert pair.shared == (("t2", 30, 40), ("t3", 0, 40))
    assert (matching.new, matching.gone) == (("c",), ("b",))


def test_where_ids_last_they_pair_whatever_else_speaks_for_others():
    earlier = result(Found("a", places("t1", "t2"), UP), Found("b", places("t3"), RIGHT))
    later = result(Found("c", places("t3"), RIGHT), Found("a", places("t9"), RIGHT), Found("b", places("t1"), UP))
    assert paired(match(earlier, later)) == {"a": "b", "b": "c"}
    matching = match(earlier, later, ids_last=True)
    assert [(pair.earlier, pair.later, pair.shared, pair.similarity) for pair in matching.pairs] == [
        ("a", "a", (), 0.0),
        ("b", "b", (), 0.0),
    ]
    assert matching.new == ("c",)


def test_what_ids_leave_over_is_paired_by_what_it_has_in_common():
    earlier = result(Found("a", places("t1"), UP), Found("b", places("t2", "t3")))
    later = result(Found("a", places("t1", "t2"), UP), Found("d", places("t3", "t4")), Found("c", places("t5")))
    assert paired(match(earlier, later, ids_last=True)) == {"a": "a"}
    later = result(Found("a", places("t1"), UP), Found("d", places("t2", "t3", "t4")))
    assert paired(match(earlier, later, ids_last=True)) == {"a": "a", "b": "d"}


def test_spans_that_only_touch_have_nothing_in_common():
    assert not match(result(Found("a", (("t1", 0, 40),))), result(Found("b", (("t1", 40, 80),)))).pairs


def test_centres_alone_pair_what_is_alike_enough():
    earlier = result(Found("a", places("t1"), UP), Found("b", places("t2"), RIGHT))
    near, far = leaning(LEAST_SIMILARITY + 0.05), leaning(LEAST_SIMILARITY - 0.05)
    assert paired(match(result(earlier.pain_points[0]), result(Found("c", places("t3"), near)))) == {"a": "c"}
    assert paired(match(result(earlier.pain_points[0]), result(Found("c", places("t3"), far)))) == {}
    (pair,) = match(earlier, result(Found("c", places("t3"), UP))).pairs
    assert (pair.earlier, pair.similarity, pair.shared) == ("a", 1.0, ())


def test_where_all_pain_points_are_alike_more_is_asked():
    def about_one_thing(name: str, lean: float) -> list[Found]:
        others = [np.append(np.sqrt(0.2) * np.eye(40)[n], np.sqrt(0.8)) for n in range(20)]  # cosine .8 with each other
        mine = np.append(np.append(np.zeros(39), np.sqrt(1 - lean**2)), lean)
        centres = [*others, mine]
        return [
            Found(f"{name}{n}", places(f"{name}{n}"), centre.astype(np.float32)) for n, centre in enumerate(centres)
        ]

    pairs = paired(match(result(*about_one_thing("a", 0.9)[:20]), result(about_one_thing("b", 0.78)[20])))
    assert pairs == {}  # though the likeness is .7
    assert len(paired(match(result(*about_one_thing("a", 0.9)), result(*about_one_thing("b", 0.9))))) == 21


def test_centres_of_different_encoders_are_not_compared():
    earlier, later = Found("a", places("t1"), UP), Found("b", places("t2"), UP)
    assert not match(result(earlier), result(later, encoder="minilm")).pairs
    assert not match(result(earlier, encoder=None), result(later, encoder=None)).pairs


def test_a_mention_by_the_way_does_not_pair_what_is_unlike():
    many = [f"t{n}" for n in range(10)]
    earlier = Found("a", places(*many), UP)
    assert not match(result(earlier), result(Found("b", places("t1", "u1", "u2", "u3"), RIGHT))).pairs
    assert match(result(earlier), result(Found("b", places("t1", "u1", "u2", "u3"), leaning(0.5)))).pairs


def test_a_split_goes_on_in_its_larger_part_and_each_is_paired_once():
    whole = Found("whole", places("t1", "t2", "t3", "t4", "t5"), UP)
    small, large = Found("small", places("t1", "t2"), UP), Found("large", places("t3", "t4", "t5"), UP)
    assert paired(match(result(whole), result(small, large))) == {"whole": "large"}
    assert paired(match(result(small, large), result(whole))) == {"large": "whole"}


def test_as_many_mentions_as_possible_stay_even_if_the_best_pair_is_not_taken():
    earlier = result(Found("a", places("t1", "t2", "t3", "t4", "t5")), Found("b", places("t6", "t7")))
    later = result(Found("c", places("t1", "t2", "t3", "t6", "t7")), Found("d", places("t4", "t5")))
    assert paired(match(earlier, later)) == {"a": "d", "b": "c"}


@pytest.mark.parametrize(
    ("mentions", "documents", "state"),
    [
        ((10, 40), (1_000, 1_000), "growing"),
        ((40, 10), (1_000, 1_000), "shrinking"),
        ((10, 40), (1_000, 4_000), "steady"),  # four times as many, of four times as much
        ((10, 20), (1_000, 100), "growing"),
        ((2, 4), (1_000, 1_000), "steady"),  # twice as many, but so few that chance does it
        ((50_000, 55_000), (10**6, 10**6), "steady"),  # no chance, but a tenth
        ((0, 3), (100, 100), "new"),
        ((3, 0), (100, 100), "gone"),
        ((3, 0), (100, 0), None),  # nobody looked
        ((30, 80), (10, 20), "growing"),  # more than one mention a document
    ],
)
def test_a_change_is_judged_by_the_share_of_what_was_collected(mentions, documents, state):
    assert judge_change(mentions, documents) == state


centres = st.none() | st.lists(st.floats(-1, 1), min_size=3, max_size=3).filter(lambda v: np.linalg.norm(v) > 0.1).map(
    lambda v: (np.array(v) / np.linalg.norm(v)).astype(np.float32)
)


@st.composite
def results(draw: st.DrawFn) -> Result:
    """A few pain points over few documents, so that much is in common; no place is in two of them."""
    all_places = draw(
        st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from([0, 20, 50])), unique=True, max_size=18)
    )
    spans = [(document, start, start + draw(st.integers(5, 20))) for document, start in all_places]
    owners = [draw(st.integers(0, 5)) for _ in spans]
    side = draw(st.sampled_from("xyz"))
    found = [
        Found(f"{side}{n}", tuple(span for span, owner in zip(spans, owners, strict=True) if owner == n), draw(centres))
        for n in sorted(set(owners))
    ]
    return Result(found, draw(st.integers(0, 50)), draw(st.sampled_from(["static", None])))


@given(results(), results())
def test_every_pain_point_is_paired_once_or_left_over(earlier: Result, later: Result):
    matching = match(earlier, later)
    before, after = [pair.earlier for pair in matching.pairs], [pair.later for pair in matching.pairs]
    assert sorted([*before, *matching.gone]) == sorted(pain.id for pain in earlier.pain_points)
    assert sorted([*after, *matching.new]) == sorted(pain.id for pain in later.pain_points)
    assert all(pair.shared or pair.similarity is not None for pair in matching.pairs)


@given(results(), results())
def test_who_is_paired_is_the_same_from_either_side(earlier: Result, later: Result):
    there, back = match(earlier, later), match(later, earlier)
    assert {(pair.earlier, pair.later, pair.shared, pair.similarity) for pair in there.pairs} == {
        (pair.later, pair.earlier, pair.shared, pair.similarity) for pair in back.pairs
    }
    assert (sorted(there.new), sorted(there.gone)) == (sorted(back.gone), sorted(back.new))
    opposite = {"growing": "shrinking", "shrinking": "growing", "steady": "steady", None: None}
    states = {pair.later: pair.state for pair in back.pairs}
    assert all(states[pair.earlier] == opposite[pair.state] for pair in there.pairs)


@given(results(), results(), st.randoms(use_true_random=False))
def test_the_order_of_pain_points_and_mentions_does_not_matter(earlier: Result, later: Result, random):
    def shuffle(side: Result) -> Result:
        found = [
            Found(pain.id, tuple(random.sample(pain.mentions, len(pain.mentions))), pain.centre)
            for pain in side.pain_points
        ]
        return Result(random.sample(found, len(found)), side.documents, side.encoder)

    shuffled = match(shuffle(earlier), shuffle(later))
    assert set(shuffled.pairs) == set(match(earlier, later).pairs)


@given(results())
def test_a_result_matched_with_itself_is_steady(found: Result):
    matching = match(found, found)
    assert paired(matching) == {pain.id: pain.id for pain in found.pain_points}
    assert {pair.state for pair in matching.pairs} <= {"steady", None}


@given(results(), results())
def test_where_ids_last_every_id_of_both_is_paired_with_itself(earlier: Result, later: Result):
    matching = match(earlier, later, ids_last=True)
    both = {pain.id for pain in earlier.pain_points} & {pain.id for pain in later.pain_points}
    assert both == {pair.earlier for pair in matching.pairs if pair.earlier == pair.later}
    before, after = [pair.earlier for pair in matching.pairs], [pair.later for pair in matching.pairs]
    assert sorted([*before, *matching.gone]) == sorted(pain.id for pain in earlier.pain_points)
    assert sorted([*after, *matching.new]) == sorted(pain.id for pain in later.pain_points)


@given(results(), results(), results())
def test_unrelated_pain_points_change_nothing(earlier: Result, later: Result, unrelated: Result):
    others = [
        Found(f"other-{pain.id}", tuple((f"other-{document}", start, end) for document, start, end in pain.mentions))
        for pain in unrelated.pain_points
    ]
    grown = Result([*others, *later.pain_points], later.documents, later.encoder)
    assert paired(match(earlier, grown)) == paired(match(earlier, later))
