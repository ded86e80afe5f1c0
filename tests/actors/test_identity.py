"""Pain points keep their ids from scan to scan of a series, and what people made of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from actors.curation import curate, undo
from actors.identity import Group, recognise, standing_of
from actors.run import Run
from actors.scan_deletion import delete_from_series
from actors.stages import run_stage
from models.claim import claim_stage
from models.clock import now
from models.curation import Curation
from models.grouping import replace_centroids
from models.job import Job, job_id_of
from models.owner import LOCAL_OWNER_ID
from models.pain_point import Observation, PainPoint
from models.scan import Scan
from tests.actors.series_of_scans import finish_scan, mention_of, place_of, shown
from tests.actors.test_stages import archive_of_posts, run_all_stages
from tests.factories import LEASE, NOON, make_scan

LATER = NOON + timedelta(days=100)


def group_of(*numbers: int, number: int = 0) -> Group:
    places = [(f"t3_{n}", place_of(n)) for n in numbers]
    return Group(tuple((document, place["start"], place["end"]) for document, place in places), number)


def ids_of(scan: Scan, *groups: Group) -> tuple[str | None, ...]:
    return recognise(scan, groups).ids


def do(scan: Scan, pain_point_id: str, action: str, **details: Any) -> Curation:
    return curate(scan, pain_point_id, action, details, at=LATER)


def test_what_shares_mentions_with_an_earlier_pain_point_is_that_and_the_rest_is_new() -> None:
    finish_scan({"a": [0, 5, 10], "b": [2, 7]})
    assert ids_of(make_scan(), group_of(20), group_of(5, 10, 15)) == (None, "a")


def test_each_pain_point_is_known_as_the_newest_scan_that_saw_it_did() -> None:
    finish_scan({"a": [0, 5], "b": [2, 7]})
    finish_scan({"a": [10, 15], "c": [0, 5]}, day=1)
    assert ids_of(make_scan(), group_of(0, 5), group_of(2, 7), group_of(10, 15)) == ("c", "b", "a")
    finish_scan({"c": [20, 25]}, day=2)
    assert ids_of(make_scan(), group_of(0, 5)) == (None,)


@pytest.mark.parametrize("other", [{"source": "archive"}, {"question": "another"}])
def test_scans_of_another_question_or_source_are_not_asked(other: dict[str, Any]) -> None:
    finish_scan({"a": [0, 5, 10]})
    assert ids_of(make_scan(**other), group_of(0, 5, 10)) == (None,)


def test_scans_without_results_are_not_asked() -> None:
    earlier = finish_scan({"a": [0, 5, 10]})
    Scan.update(status="cancelled").where(Scan.id == earlier.id).execute()
    assert ids_of(make_scan(), group_of(0, 5, 10)) == (None,)


@pytest.mark.parametrize(("encoder", "known_as"), [("static", "a"), ("minilm", None)])
def test_centres_are_compared_where_the_encoder_is_the_same(encoder: str, known_as: str | None) -> None:
    centres = np.eye(4, 8, dtype="<f2")
    replace_centroids(finish_scan({"a": [0, 5], "b": [2]}, encoder="static").id, [row.tobytes() for row in centres[:2]])
    scan = make_scan(encoder=encoder)
    replace_centroids(scan.id, [centres[0].tobytes(), centres[3].tobytes()])
    assert ids_of(scan, group_of(20, 25), group_of(30, number=1)) == (known_as, None)


def test_the_engine_finds_again_what_people_merged_and_what_they_split_off() -> None:
    earlier = finish_scan({"a": [0, 5, 10], "b": [2, 7]})
    do(earlier, "a", "merge", others=["b"])
    part = do(earlier, "a", "split", mentions=[mention_of(5), mention_of(10)], name="Part").details["new_pain_point_id"]
    assert ids_of(make_scan(), group_of(0, 5, 10), group_of(2, 7)) == ("a", "b")
    assert ids_of(make_scan(), group_of(0), group_of(5, 10, 15)) == ("a", part)


def test_a_recognition_holds_until_another_scan_ends_or_a_split_is_made_or_undone() -> None:
    scan = make_scan()
    recognised = recognise(scan, [group_of(0, 5)])
    earlier = finish_scan({"a": [0, 5]})
    after_the_end = standing_of(scan)
    split = do(earlier, "a", "split", mentions=[mention_of(5)], name="Part")
    after_the_split = standing_of(scan)
    undo(split.id, LOCAL_OWNER_ID, at=LATER)
    assert len({recognised.standing, after_the_end, after_the_split}) == 3
    assert standing_of(scan) == after_the_end


@pytest.fixture
def first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scan]:
    with archive_of_posts(tmp_path, monkeypatch):
        yield run_all_stages()


def test_a_second_scan_keeps_the_ids_and_says_that_nothing_moved(first: Scan) -> None:
    second = run_all_stages()
    assert shown(second) == shown(first)
    assert {row.state for row in Observation.select().where(Observation.scan == first)} == {None}
    assert {row.state for row in Observation.select().where(Observation.scan == second)} == {"steady"}
    assert PainPoint.select().count() == first.pain_points == second.pain_points


class RunWhileAnotherEnds(Run):
    """A run at whose end another scan of the series has just stored what it saw."""

    def checkpoint(self) -> None:
        if self.claim.stage == "persist" and PainPoint.get_or_none(PainPoint.id == "just stored") is None:
            finish_scan({"just stored": [0, 1, 2]}, source="archive")
        super().checkpoint()


def test_what_another_scan_stores_meanwhile_is_recognised(first: Scan) -> None:
    exports = next(id_ for id_, numbers in shown(first).items() if {0, 1} <= set(numbers))
    delete_from_series(first)
    second = run_all_stages(RunWhileAnotherEnds)
    assert {0, 1} <= set(shown(second)["just stored"])
    assert exports not in shown(second)


def test_a_later_scan_respects_what_was_curated(first: Scan) -> None:
    best, *others = shown(first)
    name = Observation.get(Observation.scan == first, Observation.rank == 1).name
    do(first, best, "merge", others=others[:1])
    do(first, best, "reject", rejected=True)
    do(first, best, "note", note="Known.")
    second = run_all_stages()
    assert shown(second) == shown(first)
    assert second.pain_points == first.pain_points - 1
    seen = Observation.get(Observation.scan == second, Observation.pain_point == best)
    assert (seen.name, seen.pain_point.rejected, seen.pain_point.note) == (name, True, "Known.")
    for curation in Curation.select():
        undo(curation.id, LOCAL_OWNER_ID, at=LATER)
    assert sorted(map(tuple, shown(second).values())) == sorted(map(tuple, shown(first).values()))
    assert len(shown(second)) == first.pain_points


def test_persisting_twice_is_persisting_once(first: Scan) -> None:
    best = next(iter(shown(first)))
    star = do(first, best, "star", starred=True)
    second = run_all_stages()
    once = [(row.rank, row.pain_point_id, row.name, row.score, row.state) for row in _observations(second)]
    persist_again(second)
    assert [(row.rank, row.pain_point_id, row.name, row.score, row.state) for row in _observations(second)] == once
    assert PainPoint.select().count() == first.pain_points
    assert PainPoint.get_by_id(star.pain_point_id).starred
    assert Scan.get_by_id(second.id).pain_points == first.pain_points


def _observations(scan: Scan) -> list[Observation]:
    return list(Observation.select().where(Observation.scan == scan).order_by(Observation.rank))


def persist_again(scan: Scan) -> None:
    """Run the last stage a second time, as if nobody knew that it had ended."""
    job_id = job_id_of(scan.id)
    Job.update(state="active", stage="persist", stage_state="ready").where(Job.id == job_id).execute()
    Scan.update(status="running", pain_points=0).where(Scan.id == scan.id).execute()
    claim = claim_stage(scan.id, Job.get_by_id(job_id).run_token, "persist", worker="worker-1", lease=LEASE, now=now())
    assert claim is not None
    run_stage(Run(claim))


def test_what_comes_after_a_deleted_scan_is_compared_with_what_came_before(first: Scan) -> None:
    second = run_all_stages()
    third = run_all_stages()
    assert {row.state for row in _observations(third)} == {"steady"}
    Scan.update(posts=1).where(Scan.id == first.id).execute()
    delete_from_series(second)
    assert "shrinking" in {row.state for row in _observations(third)}
    delete_from_series(first)
    assert {row.state for row in _observations(third)} == {None}
