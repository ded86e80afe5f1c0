from __future__ import annotations

from datetime import timedelta

from models import job as jobs
from models.job import Job, claim_stage
from models.recovery import UNCLAIMED_AFTER, fail_crash_loops, prune_jobs, stranded_jobs
from models.scan import Scan
from models.waiting_line import start_next
from tests.factories import LEASE, NOON, make_claim, make_job, make_scan

SECOND = timedelta(seconds=1)


def test_a_stage_that_nobody_claims_is_sent_again_once():
    make_job()
    started = start_next(slots=1, starts_per_window=5, now=NOON)
    assert stranded_jobs(NOON + UNCLAIMED_AFTER) == []
    late = NOON + UNCLAIMED_AFTER + SECOND
    assert stranded_jobs(late) == [started]
    assert stranded_jobs(late) == []


def test_a_running_stage_is_left_alone_until_its_lease_ends():
    claim = make_claim()
    assert stranded_jobs(NOON + LEASE) == []
    assert [job.scan_id for job in stranded_jobs(NOON + LEASE + SECOND)] == [claim.scan_id]


def test_a_stage_that_was_handed_back_is_sent_again_at_once():
    claim = make_claim()
    jobs.hand_back(claim)
    assert [job.scan_id for job in stranded_jobs(NOON)] == [claim.scan_id]


def test_the_third_death_in_a_stage_fails_the_scan_with_words():
    claim = make_claim()
    run_token = Job.get_by_id(claim.job_id).run_token
    at = NOON
    for _ in range(2):
        at += LEASE + SECOND
        assert fail_crash_loops(at) == []
        assert claim_stage(claim.scan_id, run_token, "fetch_reddit", worker="b", lease=LEASE, now=at)
    at += LEASE + SECOND
    assert fail_crash_loops(at) == [claim.scan_id]
    scan, job = Scan.get_by_id(claim.scan_id), Job.get_by_id(claim.job_id)
    assert (scan.status, scan.error_code, job.state, job.slot) == ("failed", "crash_loop", "failed", None)
    assert "limit_posts" in (scan.error_message or "")


def test_jobs_are_pruned_by_age_and_number_and_their_scans_stay():
    def ended(state: str, ago: timedelta) -> str:
        scan = make_scan()
        jobs.create_job(scan, priority="standard", not_before=None, now=NOON)
        Job.update(state=state, finished_at=NOON - ago).where(Job.scan == scan).execute()
        return jobs.job_id_of(scan.id)

    kept = [ended("completed", timedelta(hours=23)), ended("failed", timedelta(days=6)), make_job().id]
    ended("completed", timedelta(hours=25))
    ended("failed", timedelta(days=8))
    ended("cancelled", timedelta(days=8))
    assert prune_jobs(NOON) == 3
    assert {job.id for job in Job.select()} == set(kept)
    assert Scan.select().count() == 6


def test_only_the_newest_thousand_completed_jobs_are_kept():
    scans = [
        {"id": f"s{n:04}", "owner": 1, "source": "sample", "question": "", "request": {}, "created_at": NOON}
        for n in range(1_005)
    ]
    Scan.insert_many(scans).execute()
    Job.insert_many(
        {
            "id": f"scan-{scan['id']}",
            "scan": scan["id"],
            "state": "completed",
            "run_token": "t",
            "created_at": NOON,
            "finished_at": NOON - n * SECOND,
        }
        for n, scan in enumerate(scans)
    ).execute()
    assert prune_jobs(NOON) == 5
    assert not Job.select().where(Job.scan == "s1004").exists()
