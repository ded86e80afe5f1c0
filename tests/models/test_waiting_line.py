from __future__ import annotations

import threading
from datetime import timedelta

from models import claim as claims
from models.database import database
from models.job import AGEING, Job, change_priority
from models.queue_control import pause_queue, paused_since, resume_queue
from models.scan import Scan
from models.waiting_line import Started, defer_start, may_start_one, next_room_at, start_next
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
    assert not may_start_one(2, NOON)
    assert may_start_one(2, NOON + timedelta(hours=1))
    assert start_next(slots=2, starts_per_window=5, now=NOON) is None
    assert ids(start_next(slots=2, starts_per_window=5, now=NOON + timedelta(hours=1))) == [job.scan_id]


def test_no_more_run_than_there_are_slots_and_a_finished_one_makes_room():
    claim = make_claim()
    make_job()
    assert start_next(slots=1, starts_per_window=5, now=NOON) is None
    claims.complete(claim, now=NOON)
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
    claims.defer(claim, until=NOON + SECOND, now=NOON, reason="Reddit asks to wait")
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


def test_a_job_that_has_waited_long_goes_before_a_better_class():
    low = make_job(at=NOON, priority="low")
    early = make_job(at=NOON + 2 * AGEING - SECOND, priority="premium")
    late = make_job(at=NOON + 2 * AGEING + SECOND, priority="premium")
    at = NOON + 3 * AGEING
    started = [start_next(slots=9, starts_per_window=9, now=at) for _ in range(3)]
    assert ids(*started) == [early.scan_id, low.scan_id, late.scan_id]


def test_a_new_priority_moves_a_job_that_waits_and_no_other():
    first, second = make_job(at=NOON), make_job(at=NOON + SECOND)
    assert change_priority(second.scan_id, "premium", now=NOON)
    assert ids(start_next(slots=1, starts_per_window=9, now=NOON + SECOND)) == [second.scan_id]
    assert not change_priority(second.scan_id, "low", now=NOON)
    assert change_priority(first.scan_id, "low", now=NOON)


def test_a_paused_queue_starts_nothing_until_it_is_resumed():
    job = make_job()
    assert pause_queue(now=NOON) == pause_queue(now=NOON + SECOND) == paused_since() == NOON
    assert start_next(slots=1, starts_per_window=9, now=NOON) is None
    resume_queue()
    assert ids(start_next(slots=1, starts_per_window=9, now=NOON)) == [job.scan_id]


def test_without_a_limit_any_number_starts():
    for _ in range(7):
        make_job()
    assert all(start_next(slots=99, starts_per_window=0, now=NOON) for _ in range(7))
    assert next_room_at(0, NOON) is None


def test_a_start_that_is_deferred_frees_its_slot_and_burns_no_attempt():
    job = make_job()
    started = start_next(slots=1, starts_per_window=9, now=NOON)
    assert started is not None
    assert not defer_start(started.scan_id, "another run", until=NOON + SECOND, now=NOON, reason="r")
    assert defer_start(started.scan_id, started.run_token, until=NOON + SECOND, now=NOON, reason="r")
    job = Job.get_by_id(job.id)
    assert (job.state, job.slot, job.attempts_made, job.not_before) == ("waiting", None, 0, NOON + SECOND)
    assert Scan.get_by_id(job.scan_id).status == "queued"
    assert start_next(slots=1, starts_per_window=1, now=NOON + SECOND) == started
