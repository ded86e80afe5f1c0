"""Workers that are taken for dead and are not: what they write when they wake is refused."""

from __future__ import annotations

import os
import signal

import pytest

from tests.chaos import witness
from tests.chaos.fleet import LEASE_S, Fleet, Master

pytestmark = pytest.mark.chaos

MASTERS = (Master("alpha"), Master("beta"), Master("gamma"))
WORKED_S = LEASE_S * 0.75
HELD_S = LEASE_S * 1.6


@pytest.mark.parametrize("stage", ["fetch_reddit", "persist"])
def test_a_worker_that_held_the_interpreter_too_long_writes_nothing(fleet: Fleet, stage: str):
    refused = witness.total("lost_claims")
    # Whoever takes over works on as long as the first did, and is at it when the first one wakes.
    scan_id = fleet.create(stick=f"{stage}:{WORKED_S}", hold_gil=f"{stage}:{HELD_S}")
    lost = witness.wait_for_event(scan_id, "worker_lost", stage=stage)
    witness.wait_for_event(scan_id, "claimed", stage=stage, after=lost.id, within_s=LEASE_S)
    witness.wait_for_total("lost_claims", above=refused)
    witness.wait_until_ended(scan_id)
    assert witness.scan(scan_id).status == "completed"


def test_a_worker_that_was_stopped_and_continued_writes_nothing(fleet: Fleet):
    refused = witness.total("lost_claims")
    scan_id = fleet.create(page_ms=200)
    claimed = witness.wait_for_event(scan_id, "claimed", stage="preprocess_nlp")
    pid = witness.pid_of(str(claimed.worker))
    os.kill(pid, signal.SIGSTOP)
    try:
        witness.wait_for_event(scan_id, "claimed", stage="preprocess_nlp", after=claimed.id)
    finally:
        os.kill(pid, signal.SIGCONT)
    witness.wait_for_total("lost_claims", above=refused)
    witness.wait_until_ended(scan_id)
    assert witness.scan(scan_id).status == "completed"
