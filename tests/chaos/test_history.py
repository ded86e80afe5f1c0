"""The history checker itself, on invented histories: it lets the good ones through, and none of the bad ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from models.event import Event
from models.job import STAGES
from tests.chaos.history import broken_rules, check_history, overfull_slots, overfull_windows, unended

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
FETCH, PREPROCESS, CLUSTER, PERSIST = STAGES
MINUTE = timedelta(minutes=1)
Step = str | tuple[str, dict[str, Any]]


def history(*steps: Step, scan: str = "a", first_id: int = 1) -> list[Event]:
    """Write a history down: `kind`, `kind stage` or `kind stage worker`, one a second, with more columns if need be."""
    events = []
    for number, step in enumerate(steps):
        words, columns = (step, {}) if isinstance(step, str) else step
        kind, stage, worker = (*words.split(), None, None)[:3]
        values = {"id": first_id + number, "at": NOON + timedelta(seconds=number), "detail": {}, **columns}
        events.append(Event(scan=scan, kind=kind, stage=stage, worker=worker, **values))
    return events


def started(slot: int = 1, **columns: Any) -> Step:
    return "started", {"detail": {"slot": slot, "key": "a:1"}, **columns}


def lost(stage: str, worker: str, outcome: str) -> Step:
    return f"worker_lost {stage} {worker}", {"detail": {"outcome": outcome}}


def stages(*names: str, worker: str = "w1") -> list[str]:
    return [f"{kind} {name} {worker}" for name in names for kind in ("claimed", "stage_completed")]


COMPLETED: tuple[Step, ...] = ("accepted", started(), *stages(*STAGES), f"completed {PERSIST} w1")
CRASH_LOOP: tuple[Step, ...] = (
    "accepted",
    started(),
    f"claimed {FETCH} w1",
    lost(FETCH, "w1", "sent_again"),
    f"claimed {FETCH} w2",
    lost(FETCH, "w2", "alone"),
    started(),
    f"claimed {FETCH} w3",
    lost(FETCH, "w3", "crash_loop"),
    f"failed {FETCH}",
)
GOOD: list[tuple[Step, ...]] = [
    COMPLETED,
    CRASH_LOOP,
    (*CRASH_LOOP, f"retried {FETCH}", started(), *stages(*STAGES), f"completed {PERSIST} w1"),
    ("accepted", "priority_changed", f"cancelled {FETCH}"),
    ("accepted", started(), f"claimed {FETCH} w1", "cancel_requested", f"cancelled {FETCH} w1"),
    ("accepted", started(), "deferred", started(), *stages(*STAGES), f"completed {PERSIST} w1"),
    (
        "accepted",
        started(),
        *stages(FETCH),
        f"sent_again {PREPROCESS}",
        f"claimed {PREPROCESS} w1",
        f"handed_back {PREPROCESS} w1",
        f"claimed {PREPROCESS} w2",
        f"attempt_failed {PREPROCESS} w2",
        started(2),
        *stages(PREPROCESS, CLUSTER, PERSIST),
        f"completed {PERSIST} w1",
    ),
]


@pytest.mark.parametrize("steps", GOOD)
def test_good_histories_pass(steps: tuple[Step, ...]):
    assert check_history(history(*steps), accepted=["a"], slots=2, starts=5, window=MINUTE) == []


BAD: dict[str, tuple[Step, ...]] = {
    "claimed while running": ("accepted", started(), f"claimed {FETCH} w1", f"claimed {FETCH} w2"),
    "stage_completed by w1, but w2 has the claim": (
        "accepted",
        started(),
        f"claimed {FETCH} w1",
        lost(FETCH, "w1", "sent_again"),
        f"claimed {FETCH} w2",
        f"stage_completed {FETCH} w1",
    ),
    "stage_completed while ready": ("accepted", started(), *stages(FETCH), f"stage_completed {FETCH} w1"),
    f"claimed of {FETCH} where {PREPROCESS} is due": ("accepted", started(), *stages(FETCH), f"claimed {FETCH} w1"),
    f"claimed of {CLUSTER} where {PREPROCESS} is due": ("accepted", started(), *stages(FETCH), f"claimed {CLUSTER} w1"),
    "completed while ready": ("accepted", started(), *stages(FETCH), f"completed {FETCH} w1"),
    "completed while ended": (*COMPLETED, f"completed {PERSIST} w1"),
    "cancelled while ended": (*COMPLETED, "cancelled"),
    "claimed while ended": (*COMPLETED, f"claimed {PERSIST} w1"),
    "started while ready": ("accepted", started(), started(2)),
    "claimed while waiting": ("accepted", f"claimed {FETCH} w1"),
    "started while new": (started(),),
    "claimed while doomed": (*CRASH_LOOP[:-1], f"claimed {FETCH} w4"),
    "stands behind event": ("accepted", started(id=1)),
    "before the event it follows": ("accepted", started(at=NOON - timedelta(seconds=5))),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_histories_are_found(what: str):
    found = broken_rules(history(*BAD[what]))
    assert any(what in line for line in found), found


@pytest.mark.parametrize("length", range(1, len(COMPLETED)))
def test_a_scan_without_an_end_is_lost(length: int):
    events = history(*COMPLETED[:length])
    assert len(unended(events, ["a"])) == 1


def test_a_scan_that_was_retried_and_did_not_end_again_is_lost():
    assert len(unended(history(*CRASH_LOOP, f"retried {FETCH}", started()), ["a"])) == 1


def test_an_accepted_scan_without_a_trace_is_lost():
    assert unended([], ["a"]) == ["a: lost, its last event is none"]


def test_more_scans_than_slots_are_found():
    events = [event for n in (1, 2, 3) for event in history("accepted", started(n), scan=f"s{n}", first_id=10 * n)]
    assert len(overfull_slots(events, 2)) == 1
    assert overfull_slots(events, 3) == []


def test_one_slot_held_twice_is_found():
    events = [event for n in (1, 2) for event in history("accepted", started(1), scan=f"s{n}", first_id=10 * n)]
    assert len(overfull_slots(events, 2)) == 1


@pytest.mark.parametrize("freed_by", ["attempt_failed", "deferred", "failed", "cancelled", "completed"])
def test_a_slot_is_free_behind_what_frees_it(freed_by: str):
    first = history("accepted", started(1), f"claimed {FETCH} w1", f"{freed_by} {FETCH} w1", scan="s1")
    second = history("accepted", started(1), scan="s2", first_id=10)
    assert overfull_slots([*first, *second], 1) == []


def test_a_lost_worker_keeps_the_slot_where_the_stage_is_sent_again():
    first = history("accepted", started(1), f"claimed {FETCH} w1", lost(FETCH, "w1", "sent_again"), scan="s1")
    second = history("accepted", started(1), scan="s2", first_id=10)
    assert overfull_slots([*first, *second], 1) != []


def starts_at(*seconds: float, keys: str = "") -> list[Event]:
    keys = keys or "abcdefghij"
    steps = [
        ("started", {"at": NOON + timedelta(seconds=second), "detail": {"slot": 1, "key": keys[number]}})
        for number, second in enumerate(seconds)
    ]
    return history(*steps)


def test_a_window_with_too_many_starts_is_found_wherever_it_begins():
    assert overfull_windows(starts_at(0, 30, 59, 60, 90), 3, MINUTE) == []
    assert len(overfull_windows(starts_at(0, 30, 59, 59.9), 3, MINUTE)) == 1
    assert len(overfull_windows(starts_at(0, 31, 59, 60, 89.9), 3, MINUTE)) == 1


def test_a_key_is_charged_once_a_window_and_again_in_the_next():
    assert overfull_windows(starts_at(0, 1, 2, 3, keys="abab"), 2, MINUTE) == []
    assert len(overfull_windows(starts_at(0, 50, 61, 62, keys="abac"), 2, MINUTE)) == 1
