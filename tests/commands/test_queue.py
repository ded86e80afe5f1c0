"""`cli.py queue`, with nothing running but the database."""

from __future__ import annotations

from datetime import timedelta

from models.clock import now
from models.job import PRIORITIES, Job
from models.queue_control import paused_since
from models.scan import Scan
from models.worker import beat
from tests.api.world import make_claimed_scan, make_completed_job, make_failed_scan, make_waiting_scan
from tests.commands.conftest import Run


def say(run: Run, *arguments: object) -> str:
    result = run("queue", *arguments)
    assert result.exit_code == 0, result.output
    return str(result.output)


def refuse(run: Run, *arguments: object) -> str:
    result = run("queue", *arguments)
    assert result.exit_code == 1, result.output
    assert "Traceback" not in result.output
    return str(result.stderr)


def test_status_tells_the_counts_the_pause_and_what_each_worker_does(run: Run):
    claim = make_claimed_scan(worker="laptop:1")
    make_waiting_scan()
    for worker in ("laptop:1", "laptop:2"):
        beat(worker, host="laptop", pid=1, now=now())
    beat("laptop:3", host="laptop", pid=3, now=now(), role="scheduler")
    said = say(run, "status")
    assert "waiting 1  delayed 0  active 1" in said
    assert f"worker laptop:1: fetch_reddit of {claim.job_id}\n" in said
    assert "worker laptop:2: idle\n" in said
    assert "scheduler laptop:3: alive\n" in said
    assert "Paused" not in said
    say(run, "pause")
    assert "Paused since" in say(run, "status")


def test_status_says_when_nobody_works(run: Run):
    assert "No worker is alive" in say(run, "status")


def test_jobs_are_listed_by_state(run: Run):
    failed, waiting = make_failed_scan(), make_waiting_scan()
    later = make_waiting_scan(not_before=now() + timedelta(hours=1))
    everything = say(run, "jobs")
    assert all(f"scan-{scan.id}" in everything for scan in (failed, waiting, later))
    delayed = say(run, "jobs", "--state", "delayed")
    assert later.id in delayed
    assert waiting.id not in delayed
    assert say(run, "jobs", "--limit", "1").count("scan-") == 1
    assert run("queue", "jobs", "--state", "asleep").exit_code == 2


def test_pause_and_resume_may_be_repeated(run: Run):
    first = say(run, "pause")
    assert "Paused since" in first
    assert say(run, "pause") == first
    assert paused_since()
    for _ in range(2):
        assert "Not paused." in say(run, "resume")
    assert paused_since() is None


def test_it_says_who_starts_what_waits(run: Run):
    scan = make_failed_scan()
    assert "No worker is alive" in say(run, "retry", scan.id)
    beat("laptop:1", host="laptop", pid=1, now=now())
    assert "within seconds" in say(run, "resume")
    say(run, "pause")
    assert "The queue is paused" in say(run, "priority", scan.id, "low")


def test_nothing_is_started_from_here(run: Run):
    """A scan that was marked as running while no worker lives would only look as if somebody worked on it."""
    scan = make_failed_scan()
    say(run, "retry", scan.id)
    say(run, "resume")
    assert (Job.get(Job.scan == scan).state, Scan.get_by_id(scan.id).status) == ("waiting", "queued")


def test_cleaning_keeps_the_scans(run: Run):
    failed, completed = make_failed_scan(), make_completed_job()
    assert "Removed 0 failed jobs" in say(run, "clean", "failed", "--grace-ms", "60000")
    assert "Removed 1 failed jobs" in say(run, "clean", "failed", "--limit", "5")
    assert [job.scan_id for job in Job.select()] == [completed.id]
    assert Scan.get_by_id(failed.id).status == "failed"
    assert run("queue", "clean", "waiting").exit_code == 2


def test_all_failed_scans_go_on(run: Run):
    late, early = (make_failed_scan(at=now() - timedelta(minutes=minutes)) for minutes in (1, 9))
    said = say(run, "retry-failed", "--limit", "1")
    assert early.id in said
    assert "1 scans go on" in said
    assert late.id in say(run, "retry-failed")
    assert {job.state for job in Job.select()} == {"waiting"}


def test_a_waiting_scan_is_cancelled_and_goes_on_again(run: Run):
    scan = make_waiting_scan()
    assert "is cancelled" in say(run, "cancel", scan.id)
    assert "is cancelled" in say(run, "cancel", f"scan-{scan.id}")
    assert "waits for its turn" in say(run, "retry", scan.id)
    assert "only a failed or cancelled one" in refuse(run, "retry", scan.id)


def test_a_running_scan_is_asked_to_end(run: Run):
    claim = make_claimed_scan()
    assert "was asked to end it" in say(run, "cancel", claim.scan_id)
    assert Job.get_by_id(claim.job_id).cancel_requested_at


def test_a_waiting_scan_changes_its_priority(run: Run):
    scan = make_waiting_scan()
    assert "premium" in say(run, "priority", scan.id, "premium")
    assert Job.get(Job.scan == scan).priority == PRIORITIES["premium"]
    assert run("queue", "priority", scan.id, "urgent").exit_code == 2


def test_what_has_ended_says_so_in_one_sentence(run: Run):
    scan = make_completed_job()
    assert "is completed: there is nothing to cancel" in refuse(run, "cancel", scan.id)
    assert "is completed; only one that waits" in refuse(run, "priority", scan.id, "low")
    for command in (("cancel",), ("retry",), ("events",)):
        assert "There is no scan 'nope'" in refuse(run, *command, "nope")


def test_events_tell_the_life_of_a_scan_in_order(run: Run):
    scan = make_failed_scan()
    lines = say(run, "events", scan.id).splitlines()
    kinds = [line.split()[2] for line in lines]
    assert kinds == ["accepted", "started", "claimed", "failed"]
    assert "The disk was full." in lines[-1]
    assert "by worker-1" in lines[-1]
