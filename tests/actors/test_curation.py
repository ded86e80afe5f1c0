"""What people do with pain points holds in every scan of the series, and undoing it leaves no trace."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from actors.curation import CannotCurate, NotSeen, undo
from actors.movement import judge_movement
from actors.replay import replay
from actors.scan_deletion import delete_from_series
from models.curation import Curation
from models.database import exclusive_transaction
from models.deletion import delete_scan
from models.owner import LOCAL_OWNER_ID
from models.pain_point import Mention, Observation, PainPoint
from models.scan import Scan
from models.series import finished_scans, series_of
from tests.actors.curating import LATER, do, take_back, two_scans
from tests.actors.series_of_scans import all_rows, finish_scan, look_at, mention_of, shown


def test_a_merge_moves_all_mentions_and_makes_the_numbers_anew() -> None:
    earlier, later = two_scans()
    do(later, "a", "merge", others=["b", "d"])
    assert shown(later) == {"a": [1, 5, 7, 10, 12, 15, 20]}
    assert shown(earlier) == {"a": [0, 2, 5, 7, 10], "c": [3]}
    seen = look_at(later, "a")
    assert (seen.name, seen.rank, seen.mentions, seen.authors) == ("engine's a", 1, 7, 5)
    assert seen.score == pytest.approx(sum(part["points"] for part in seen.score_parts.values()), abs=0.06)
    assert sum(bucket["mentions"] for bucket in seen.trend) == 7
    assert sum(one["mentions"] for one in seen.subreddits) == 7
    ranks = Mention.select(Mention.rank).where(Mention.scan == later, Mention.pain_point == "a").order_by(Mention.rank)
    assert [row.rank for row in ranks] == [1, 2, 3, 4, 5, 6, 7]
    assert Scan.get_by_id(later.id).pain_points == 1


def test_a_merged_pain_point_keeps_its_name_where_a_scan_saw_only_the_others() -> None:
    later = finish_scan({"a": [0], "b": [2, 7]}, day=7)
    earlier = finish_scan({"b": [2]})
    do(later, "a", "merge", others=["b"])
    assert (shown(earlier), look_at(earlier, "a").name) == ({"a": [2]}, "engine's a")


def test_the_name_of_what_a_scan_did_not_see_follows_the_merges_in_force() -> None:
    earlier = finish_scan({"b": [2]})
    named, renamed = finish_scan({"a": [0], "b": [2]}, day=1), finish_scan({"a": [5], "c": [3]}, day=2)
    Observation.update(name="found anew").where(Observation.scan == renamed, Observation.name == "engine's a").execute()
    do(named, "a", "merge", others=["b"])
    later = do(renamed, "a", "merge", others=["c"])
    assert look_at(earlier, "a").name == "found anew"
    take_back(later)
    assert look_at(earlier, "a").name == "engine's a"


def test_a_split_takes_its_mentions_along_in_every_scan_and_has_its_own_name() -> None:
    earlier, later = two_scans()
    new = do(later, "a", "split", mentions=[mention_of(10), mention_of(15)], name="Exports").details[
        "new_pain_point_id"
    ]
    assert (shown(later)["a"], shown(later)[new]) == ([5, 20], [10, 15])
    assert (shown(earlier)["a"], shown(earlier)[new]) == ([0, 5], [10])
    assert look_at(later, new).name == "Exports"
    assert look_at(later, new).shown_name == "Exports"
    assert look_at(later, "a").name == "engine's a"


def test_ranks_follow_the_scores() -> None:
    _, later = two_scans()
    do(later, "b", "merge", others=["d"])
    do(later, "a", "split", mentions=[mention_of(5)], name="Alone")
    seen = list(Observation.select().where(Observation.scan == later).order_by(Observation.rank))
    assert [one.rank for one in seen] == [1, 2, 3]
    assert [one.score for one in seen] == sorted((one.score for one in seen), reverse=True)
    assert Scan.get_by_id(later.id).pain_points == 3


def test_movement_is_judged_on_what_people_made_of_both_scans() -> None:
    earlier = finish_scan({"a": [0], "b": [1, 2]})
    later = finish_scan({"a": list(range(20, 40)), "b": [1, 2]}, day=1)
    unrelated = finish_scan({"a": [0], "e": [5]}, day=2, question="another")
    judge_movement(finished_scans(series_of(later)), {later.id})
    assert (look_at(later, "a").state, look_at(later, "b").state) == ("growing", "steady")
    new = do(later, "a", "split", mentions=[mention_of(n) for n in range(21, 40)], name="Apart").details[
        "new_pain_point_id"
    ]
    assert (look_at(later, "a").state, look_at(later, new).state) == ("steady", "new")
    do(later, "b", "merge", others=[new])
    assert look_at(later, "b").state == "growing"
    assert {one.state for one in Observation.select().where(Observation.scan << [earlier, unrelated])} == {None}


def test_movement_is_judged_anew_where_only_the_scan_before_changed() -> None:
    earlier = finish_scan({"a": [0], "b": list(range(20, 40))})
    later = finish_scan({"a": [0], "c": [1]}, day=1)
    judge_movement(finished_scans(series_of(later)), {later.id})
    merge = do(later, "a", "merge", others=["c"])
    take_back(merge)
    assert look_at(later, "a").state == "steady"
    do(earlier, "a", "merge", others=["b"])
    assert look_at(later, "a").state == "shrinking"


def test_columns_are_the_last_word_and_undoing_gives_back_the_one_before() -> None:
    scan = finish_scan({"a": [0, 1]})
    first, second = do(scan, "a", "rename", name="One"), do(scan, "a", "rename", name="Two")
    note = do(scan, "a", "note", note="Ask Ada.\nTwice.")
    do(scan, "a", "star", starred=True)
    reject = do(scan, "a", "reject", rejected=True)
    row = PainPoint.get_by_id("a")
    assert (row.curated_name, row.note, row.starred, row.rejected) == ("Two", "Ask Ada.\nTwice.", True, True)
    take_back(second)
    assert PainPoint.get_by_id("a").curated_name == "One"
    for curation in (first, note, reject):
        take_back(curation)
    row = PainPoint.get_by_id("a")
    assert (row.curated_name, row.note, row.starred, row.rejected) == (None, None, True, False)


def test_the_log_keeps_what_was_undone_and_undoing_twice_changes_nothing() -> None:
    scan = finish_scan({"a": [0, 1]})
    curation = do(scan, "a", "star", starred=True)
    once = undo(curation.id, LOCAL_OWNER_ID, at=LATER)
    twice = undo(curation.id, LOCAL_OWNER_ID, at=LATER + timedelta(hours=1))
    assert once is not None
    assert twice is not None
    assert once.undone_at == twice.undone_at == LATER
    assert undo(curation.id + 1, LOCAL_OWNER_ID, at=LATER) is None
    assert undo(curation.id, LOCAL_OWNER_ID + 1, at=LATER) is None


def test_an_undone_merge_and_split_leave_no_trace_whatever_the_order() -> None:
    _, later = two_scans()
    before = all_rows()
    merge = do(later, "a", "merge", others=["b"])
    split = do(later, "a", "split", mentions=[mention_of(7), mention_of(20)], name="Other")
    again = do(later, "d", "merge", others=[split.details["new_pain_point_id"]])
    assert all_rows() != before
    for curation in (merge, again, split):
        take_back(curation)
    assert all_rows() == before


def test_what_follows_an_undone_merge_is_played_again_without_it() -> None:
    _, later = two_scans()
    merge = do(later, "b", "merge", others=["d"])
    do(later, "a", "merge", others=["b"])
    take_back(merge)
    assert shown(later) == {"a": [5, 7, 10, 12, 15, 20], "d": [1]}


def test_another_source_with_the_same_question_is_left_alone() -> None:
    scan = finish_scan({"a": [0], "b": [1]})
    other = finish_scan({"a": [5], "b": [6]}, source="archive")
    do(scan, "a", "merge", others=["b"])
    assert shown(other) == {"a": [5], "b": [6]} or shown(other) == {"b": [6], "a": [5]}


def test_replaying_in_a_scan_that_is_as_it_should_be_changes_nothing() -> None:
    _, later = two_scans()
    do(later, "a", "merge", others=["b"])
    before = all_rows()
    with exclusive_transaction():
        assert replay(series_of(later), [later.id]).scan_ids == set()
    assert all_rows() == before


def test_deleting_a_scan_keeps_what_a_curation_in_force_names() -> None:
    _, later = two_scans()
    do(later, "a", "merge", others=["b", "d"])
    delete_scan(later.id)
    assert {row.id for row in PainPoint.select()} == {"a", "b", "c", "d"}


def test_with_the_last_scan_of_a_series_goes_what_people_made_of_it() -> None:
    earlier, later = two_scans()
    other = finish_scan({"z": [40]}, question="another")
    do(later, "a", "note", note="Ask Anna.")
    do(later, "a", "merge", others=["b", "d"])
    kept = do(other, "z", "star", starred=True)
    delete_from_series(later)
    assert Curation.select().count() == 3
    delete_from_series(earlier)
    assert [curation.id for curation in Curation.select()] == [kept.id]
    assert {row.id for row in PainPoint.select()} == {"z"}


@pytest.mark.parametrize(
    ("action", "details", "place"),
    [
        ("merge", {"others": ["b", "a"]}, ("others", 1)),
        ("merge", {"others": ["c"]}, ("others", 0)),
        ("merge", {"others": ["elsewhere"]}, ("others", 0)),
        ("split", {"mentions": [mention_of(5), mention_of(7)], "name": "x"}, ("mentions", 1)),
        ("split", {"mentions": [mention_of(n) for n in (5, 10, 15, 20)], "name": "x"}, ("mentions",)),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(action: str, details: dict[str, Any], place: Any) -> None:
    _, later = two_scans()
    finish_scan({"elsewhere": [30]}, question="another")
    before = all_rows()
    with pytest.raises(CannotCurate) as refused:
        do(later, "a", action, **details)
    assert [where for where, _ in refused.value.parts] == [place]
    assert (all_rows(), Curation.select().count()) == (before, 0)
    with pytest.raises(NotSeen):
        do(later, "c", "star", starred=True)
