from __future__ import annotations

import threading
from datetime import timedelta

from models import job as jobs
from models.database import database
from models.job import Job
from models.scan import Scan
from models.waiting_line import Started, is_anyone_due, next_room_at, start_next
from tests.factories import NOON, make_claim, make_job

SECOND = timedelta(seconds=1)


def ids(*started: Started | None) -> list[str | None]:
    return [one.scan_id if one else None for one in started]


def test_jobs_start_by_priority_then_age():
    old = make_job(at=NOON)
    new = make_job(at=NOON + SECOND)
    low = make_job(at=NOON - SECOND, priority="low")
    premium = make_job(at=NOON + 2 * SECOND, priority="premium")
    started = [start_next(slots=9, starts_per_window=9, now=NOON + 3 * SECOND) for _ in range(5)]
    assert ids(*started) == [premium.scan_id, old.scan_id, new.scan_id, low.scan_id, None]


def test_a_job_does_not_start_before_its_time():
    job = make_job(not_before=NOON + timedelta(hours=1))
    assert not is_anyone_due(NOON)
    assert start_next(slots=2, starts_per_window=5, now=NOON) is None
    assert ids(start_next(slots=2, starts_per_window=5, now=NOON + timedelta(hours=1))) == [job.scan_id]


def test_no_more_run_than_there_are_slots_and_a_finished_one_makes_room():
    claim = make_claim()
    make_job()
    assert start_next(slots=1, starts_per_window=5, now=NOON) is None
    jobs.finish(claim, "completed", now=NOON)
    assert start_next(slots=1, starts_per_window=5, now=NOON) is not None


def test_no_window_of_sixty_seconds_sees_more_starts_than_allowed():
    for _ in range(7):
        make_job()
    assert sum(start_next(slots=99, starts_per_window=5, now=NOON + n * SECOND) is not None for n in range(7)) == 5
    assert next_room_at(5, NOON + 7 * SECOND) == NOON + 60 * SECOND
    assert start_next(slots=99, starts_per_window=5, now=NOON + 59 * SECOND) is None
    assert start_next(slots=99, starts_per_window=5, now=NOON + 60 * SECOND) is not None
    assert start_next(slots=99, starts_per_window=5, now=NOON + 60 * SECOND) is None


def test_an_attempt_that_was_deferred_is_charged_once_and_a_new_attempt_again():
    claim = make_claim()
    jobs.defer(claim, until=NOON + SECOND, reason="Reddit asks to wait")
    resumed = start_next(slots=1, starts_per_window=1, now=NOON + SECOND)
    assert ids(resumed) == [claim.scan_id]
    Job.update(state="waiting", slot=None, attempts_made=1).execute()
    assert start_next(slots=1, starts_per_window=1, now=NOON + 2 * SECOND) is None


def test_starting_marks_scan_and_job():
    job = make_job()
    start_next(slots=1, starts_per_window=5, now=NOON)
    scan, job = Scan.get_by_id(job.scan_id), Job.get_by_id(job.id)
    assert (scan.status, scan.started_at, job.state, job.stage_state) == ("running", NOON, "active", "ready")


def test_threads_that_start_at_once_never_share_a_slot():
    for _ in range(12):
        make_job()
    started: list[Started | None] = []

    def start() -> None:
        with database.connection_context():
            started.append(start_next(slots=3, starts_per_window=99, now=NOON))

    threads = [threading.Thread(target=start) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    running = [one.scan_id for one in started if one]
    assert len(running) == len(set(running)) == 3
    assert {job.slot for job in Job.select().where(Job.state == "active")} == {1, 2, 3}
