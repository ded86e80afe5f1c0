"""Where merges and splits put mentions."""

from __future__ import annotations

from pipeline.curate import Merge, Split, Step, place_mentions, related_steps

FOUND = [("a", ("t3_1", 0, 10)), ("a", ("t3_2", 0, 10)), ("b", ("t3_3", 0, 10)), ("c", ("t3_1", 20, 30))]


def merge(into: str, *others: str) -> Merge:
    return Merge(frozenset(others), into)


def test_without_steps_everything_stays_where_it_was_found():
    assert place_mentions(FOUND, []) == ["a", "a", "b", "c"]


def test_merges_follow_each_other():
    assert place_mentions(FOUND, [merge("b", "a"), merge("c", "b")]) == ["c", "c", "c", "c"]


def test_what_was_merged_before_does_not_follow_a_later_merge_of_its_old_pain_point():
    assert place_mentions(FOUND, [merge("b", "a"), merge("c", "a")]) == ["b", "b", "b", "c"]


def test_a_split_takes_what_overlaps_in_its_own_pain_point_only():
    split = Split("a", (("t3_1", 5, 25), ("t3_3", 0, 10)), "new")
    assert place_mentions(FOUND, [split]) == ["new", "a", "b", "c"]
    assert place_mentions(FOUND, [merge("a", "c"), split]) == ["new", "a", "b", "new"]


def test_places_that_only_touch_are_apart():
    assert place_mentions(FOUND, [Split("a", (("t3_1", 10, 20),), "new")]) == ["a", "a", "b", "c"]


def test_steps_are_related_through_others_and_come_in_their_order():
    steps: list[Step] = [merge("b", "a"), merge("y", "x"), Split("c", (("t3_1", 0, 1),), "d"), merge("c", "b")]
    assert related_steps(steps, ["d"]) == ([steps[0], steps[2], steps[3]], frozenset("abcd"))
    assert related_steps(steps, ["z"]) == ([], frozenset("z"))
