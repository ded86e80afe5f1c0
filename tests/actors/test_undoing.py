"""Undoing leaves no trace, whatever was done and in whatever order it is taken back."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actors.movement import judge_movement
from actors.replay import replay
from models.curation import Curation, curations_in_force, named_in
from models.database import exclusive_transaction
from models.deletion import delete_scan
from models.pain_point import PainPoint
from models.scan import Scan
from models.series import finished_scans, series_of
from tests.actors.curating import LATER, do, take_back, two_scans
from tests.actors.series_of_scans import all_rows, mention_of, shown

Steps = st.lists(st.tuples(st.sampled_from(["merge", "split", "rename", "reject"]), st.integers(0, 2**32)), max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=Steps, order=st.randoms(use_true_random=False))
def test_whatever_was_done_undoing_it_in_any_order_leaves_no_trace(steps: Any, order: Any) -> None:
    _forget_everything()
    _, scan = two_scans()
    before = all_rows()
    done = []
    for action, choice in steps:
        now = all_rows()
        curation = _do_anything(scan, action, choice)
        if curation is not None:
            take_back(curation)
            assert all_rows()["Mention"] == now["Mention"]
            assert all_rows()["Observation"] == now["Observation"]
            again = _do_anything(scan, action, choice)
            assert again is not None
            done.append(again)
    order.shuffle(done)
    for number, curation in enumerate(done):
        take_back(curation)
        if number == len(done) // 2:
            assert_nothing_but_the_log_matters(scan)
    assert {name: rows for name, rows in all_rows().items() if name != "PainPoint"} == {
        name: rows for name, rows in before.items() if name != "PainPoint"
    }
    ids = {row["id"] for row in before["PainPoint"]}
    assert [row for row in all_rows()["PainPoint"] if row["id"] in ids] == before["PainPoint"]


def assert_nothing_but_the_log_matters(scan: Scan) -> None:
    """Show the scans as they are without any curation, then play what is in force again: all is as before."""
    now, series, scans = all_rows(), series_of(scan), [one.id for one in finished_scans(series_of(scan))]
    log = curations_in_force(series)
    named = set[str]().union(*(named_in(curation) for curation in log))
    for undone_at in (LATER, None):
        Curation.update(undone_at=undone_at).where(Curation.id << [curation.id for curation in log]).execute()
        with exclusive_transaction():
            replay(series, scans, named)
            judge_movement(finished_scans(series), {scan.id})
    assert all_rows() == now


def _do_anything(scan: Scan, action: str, choice: int) -> Curation | None:
    held = shown(scan)
    ids = sorted(held)
    pain_point = ids[choice % len(ids)]
    others = [id_ for id_ in ids if id_ != pain_point][: 1 + choice % 2]
    numbers = held[pain_point][: 1 + choice % 3]
    match action:
        case "merge" if others:
            return do(scan, pain_point, "merge", others=others)
        case "split" if len(numbers) < len(held[pain_point]):
            return do(scan, pain_point, "split", mentions=[mention_of(n) for n in numbers], name=f"part {choice}")
        case "rename":
            return do(scan, pain_point, "rename", name=f"name {choice}")
        case "reject":
            return do(scan, pain_point, "reject", rejected=bool(choice % 2))
    return None


def _forget_everything() -> None:
    for scan in list(Scan.select()):
        delete_scan(scan.id)
    Curation.delete().execute()
    PainPoint.delete().execute()
