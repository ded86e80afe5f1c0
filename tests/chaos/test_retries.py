"""Attempts and retries: results come once, attempts are counted right, and everything ends."""

from __future__ import annotations

import pytest

from models.job import STAGES
from tests.chaos import witness
from tests.chaos.fleet import Fleet

pytestmark = pytest.mark.chaos


def test_retries_after_failures_in_any_stage_never_double_a_result(fleet: Fleet):
    scan_ids = [fleet.create(fail=f"{stage}:2") for stage in STAGES]
    witness.wait_until_ended(*scan_ids)
    for scan_id in scan_ids:
        assert witness.scan(scan_id).status == "completed"
        assert witness.job(scan_id).attempts_made == 3
        assert witness.kinds(scan_id).count("attempt_failed") == 2


def test_a_scan_that_fails_for_good_goes_on_from_its_stage_when_it_is_retried(fleet: Fleet):
    scan_ids = [fleet.create(fail="cluster:3"), fleet.create(refuse="cluster:1"), fleet.create(fail="persist:3")]
    witness.wait_until_ended(*scan_ids)
    assert {witness.scan(scan_id).status for scan_id in scan_ids} == {"failed"}
    assert [fleet.retry(scan_id) for scan_id in scan_ids] == [202] * 3
    for scan_id in scan_ids:
        witness.wait_for_event(scan_id, "completed")
        assert witness.kinds(scan_id).count("stage_completed") == len(STAGES)


def test_a_cancelled_scan_goes_on_from_its_checkpoint_when_it_is_retried(fleet: Fleet):
    scan_id = fleet.create(pages=6, page_ms=150)
    witness.wait_for_event(scan_id, "claimed", stage="preprocess_nlp")
    fleet.cancel(scan_id)
    witness.wait_for_event(scan_id, "cancelled")
    assert fleet.retry(scan_id) == 202
    assert fleet.retry(scan_id) == 409
    witness.wait_for_event(scan_id, "completed")


def test_a_scan_that_waits_for_its_source_burns_no_attempt_and_runs_at_its_time(fleet: Fleet):
    scan_id = fleet.create(wait="fetch_reddit:1")
    deferred = witness.wait_for_event(scan_id, "deferred")
    again = witness.wait_for_event(scan_id, "claimed", after=deferred.id)
    assert 0.9 < (again.at - deferred.at).total_seconds() < 4
    witness.wait_until_ended(scan_id)
    assert witness.job(scan_id).attempts_made == 1


def test_nothing_waits_or_runs_for_ever(fleet: Fleet):
    plans = [{}, {"fail": "fetch_reddit:9"}, {"exit": "cluster:1"}, {"refuse": "persist:1"}, {"wait": "cluster:1"}]
    scan_ids = [fleet.create(priority=priority, **plan) for plan in plans for priority in ("low", "premium")]
    witness.wait_until_ended(*scan_ids, within_s=60)
    stats = fleet.stats()
    assert stats["waiting"] == stats["active"] == stats["delayed"] == 0
    assert stats["total"] + stats["cancelled"] == len(fleet.accepted)
