from __future__ import annotations

from datetime import timedelta

from models.job import Job, create_job, job_id_of
from models.owner import LOCAL_OWNER_ID
from models.retention import clean_jobs, prune_jobs
from models.scan import Scan
from tests.factories import NOON, make_job, make_scan

SECOND = timedelta(seconds=1)


def ended(state: str, ago: timedelta) -> str:
    scan = make_scan()
    create_job(scan, priority="standard", not_before=None, now=NOON)
    Job.update(state=state, finished_at=NOON - ago).where(Job.scan == scan).execute()
    return job_id_of(scan.id)


def test_jobs_are_pruned_by_age_and_number_and_their_scans_stay():
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
            "queued_at": NOON,
            "turn_at": NOON,
            "finished_at": NOON - n * SECOND,
        }
        for n, scan in enumerate(scans)
    ).execute()
    assert prune_jobs(NOON) == 5
    assert not Job.select().where(Job.scan == "s1004").exists()


def test_cleaning_takes_the_oldest_first_and_spares_the_young_and_other_states():
    oldest, older, young = (ended("failed", timedelta(minutes=ago)) for ago in (30, 20, 1))
    other = ended("completed", timedelta(minutes=30))
    grace = timedelta(minutes=5)
    assert clean_jobs(LOCAL_OWNER_ID, "failed", grace=grace, limit=1, now=NOON) == [oldest]
    assert clean_jobs(LOCAL_OWNER_ID, "failed", grace=grace, limit=9, now=NOON) == [older]
    assert {job.id for job in Job.select()} == {young, other}
    assert Scan.select().count() == 4
