"""`python -m actors.scheduler` as a process, with no worker beside it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models import claim as claims
from models.clock import now
from models.database import close_all_connections, connect
from models.event import events_of
from models.job import Job
from models.worker import live_workers
from tests.brokers import a_broker
from tests.databases import migrated_database
from tests.e2e.harness import ROOT, wait_for
from tests.factories import LEASE, make_claim, make_job


@contextmanager
def schedulers(folder: Path, number: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    url = migrated_database(folder)
    connect(url)
    with a_broker(folder) as broker:
        env = {**os.environ, "DATABASE_URL": url, "REDIS_URL": broker, "DATA_DIR": str(folder)}
        command = [sys.executable, "-m", "actors.scheduler"]
        processes = [subprocess.Popen(command, cwd=ROOT, env=env) for _ in range(number)]
        try:
            wait_for(
                lambda: len(live_workers(now(), role="scheduler")) == number,
                within_s=30,
                what=lambda: "they do not beat",
            )
            yield processes
        finally:
            for process in processes:
                process.send_signal(signal.SIGTERM)
            for process in processes:
                assert process.wait(timeout=10) == 0
    assert live_workers(now(), role="scheduler") == []
    close_all_connections()


def test_any_number_of_them_starts_each_scan_once_and_recovers_what_is_lost(tmp_path: Path):
    with schedulers(tmp_path, 3):
        assert live_workers(now()) == []
        lost = make_claim(at=now(), worker="silent")
        waiting = make_job(at=now())
        Job.update(lease_until=now()).where(Job.id == lost.job_id).execute()
        wait_for(
            lambda: Job.get_by_id(waiting.id).state == "active" and _kinds(lost.scan_id).count("worker_lost") == 1,
            within_s=10,
            what=lambda: str([_kinds(waiting.scan_id), _kinds(lost.scan_id)]),
        )
        assert _kinds(waiting.scan_id) == ["accepted", "started"]
        assert _kinds(lost.scan_id).count("worker_lost") == 1
        again = claims.claim_stage(
            lost.scan_id, Job.get_by_id(lost.job_id).run_token, lost.stage, worker="b",
            lease=LEASE, now=now(),
        )  # fmt: skip
        assert again is not None


def _kinds(scan_id: str) -> list[str]:
    return [event.kind for event in events_of(scan_id, limit=99)]


def test_without_a_schema_it_stops_with_a_sentence(tmp_path: Path):
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/none.db", "DATA_DIR": str(tmp_path)}
    run = subprocess.run([sys.executable, "-m", "actors.scheduler"], cwd=ROOT, env=env, capture_output=True, text=True)
    assert run.returncode == 1
    assert "cli.py migrate" in run.stderr
