"""The log of curations, what it sums up to, and which pain points it keeps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from models.curation import (
    Curation,
    curations_in_force,
    find_curation,
    fold_columns,
    list_curations,
    named_in,
    record_curation,
)
from models.owner import LOCAL_OWNER_ID, Owner
from models.pain_point import PainPoint
from models.results import forget_unseen_pain_points
from models.series import Series
from tests.factories import NOON

SERIES = Series(LOCAL_OWNER_ID, "q", "sample")


def make_pain_points(*ids: str) -> None:
    for id_ in ids:
        PainPoint.create(id=id_, owner=LOCAL_OWNER_ID, question="q", created_at=NOON)


def record(pain_point_id: str, action: str, **details: Any) -> Curation:
    return record_curation(SERIES, pain_point_id, action, details, NOON)


def undo(curation: Curation) -> None:
    Curation.update(undone_at=NOON + timedelta(hours=1)).where(Curation.id == curation.id).execute()


def test_the_log_is_of_one_series_and_comes_newest_first_in_pages():
    make_pain_points("a")
    ids = [record("a", "star", starred=bool(n % 2)).id for n in range(5)]
    record_curation(SERIES._replace(source="archive"), "a", "star", {"starred": True}, NOON)
    record_curation(SERIES._replace(question="another"), "a", "star", {"starred": True}, NOON)
    assert [row.id for row in list_curations(SERIES, limit=3)] == ids[:1:-1]
    assert [row.id for row in list_curations(SERIES, limit=3, before_id=ids[2])] == ids[1::-1]


def test_what_was_undone_stays_in_the_log_and_is_not_in_force():
    make_pain_points("a")
    first, second = record("a", "star", starred=True), record("a", "note", note="x")
    undo(first)
    assert [row.id for row in curations_in_force(SERIES)] == [second.id]
    assert [row.id for row in list_curations(SERIES, limit=10)] == [second.id, first.id]


def test_a_curation_is_found_by_its_owner_only():
    make_pain_points("a")
    stranger = Owner.create(name="stranger")
    curation = record("a", "star", starred=True)
    assert find_curation(curation.id, LOCAL_OWNER_ID) == curation
    assert find_curation(curation.id, stranger.id) is None


def test_a_split_names_what_it_made_until_that_is_renamed():
    make_pain_points("a", "new")
    split = record("a", "split", mentions=[], name="Part", new_pain_point_id="new")
    rename = record("new", "rename", name="Piece")
    names = []
    for undone in (None, rename, split):
        if undone is not None:
            undo(undone)
        fold_columns(SERIES, ["a", "new"])
        names.append((PainPoint.get_by_id("a").curated_name, PainPoint.get_by_id("new").curated_name))
    assert names == [(None, "Piece"), (None, "Part"), (None, None)]


def test_pain_points_are_kept_while_a_curation_speaks_of_them():
    make_pain_points("into", "other", "split", "new", "nobody")
    merge = record("into", "merge", others=["other"], original_name="x")
    split = record("split", "split", mentions=[], name="Part", new_pain_point_id="new")
    assert named_in(merge) | named_in(split) == {"into", "other", "split", "new"}
    forget_unseen_pain_points({"into", "other", "split", "new", "nobody"})
    assert {row.id for row in PainPoint.select()} == {"into", "other", "split", "new"}
    undo(merge)
    undo(split)
    forget_unseen_pain_points({"into", "other", "split", "new"})
    assert {row.id for row in PainPoint.select()} == {"into", "split"}
