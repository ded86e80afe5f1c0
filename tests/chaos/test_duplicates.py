"""Every message comes twice, and lives on in the queue of another worker."""

from __future__ import annotations

import pytest

from models.job import STAGES
from tests.chaos import witness
from tests.chaos.fleet import Fleet

pytestmark = pytest.mark.chaos

ENV = {"DRILL_DUPLICATE": "1"}


def test_messages_that_come_twice_have_one_effect(fleet: Fleet):
    scan_ids = [fleet.create() for _ in range(8)]
    failing = fleet.create(fail="cluster:2")
    witness.wait_until_ended(*scan_ids, failing, within_s=60)
    for scan_id in scan_ids:
        assert witness.scan(scan_id).status == "completed"
        assert witness.kinds(scan_id).count("claimed") == len(STAGES)
    assert witness.scan(failing).status == "completed"
    assert witness.job(failing).attempts_made == 3
    # The tallies come with the next heartbeat, and not every copy is read by then.
    witness.wait_for_total("messages_suppressed", above=len(scan_ids))
