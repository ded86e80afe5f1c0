"""Kill -9 of a worker and of the broker while a scan runs: it ends completed, with one set of results."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.harness import RunningStack, running


def finished(stack: RunningStack, scan_id: str) -> None:
    scan = stack.wait_until_ended(scan_id)
    assert scan["status"] == "completed", scan
    names = [pain_point["id"] for pain_point in stack.pain_points(scan_id)]
    assert len(names) == len(set(names)) == scan["counts"]["pain_points"] > 0
    job = stack.http.get(f"/api/queue/status?jobId=scan-{scan_id}").json()["job"]
    assert job["state"] == "completed"
    assert job["attempts_made"] == 1


# Every stage, and much else, is killed in tests/chaos; here it is the real engine.
def test_a_scan_survives_kill_9_of_its_worker(tmp_path: Path):
    with running(tmp_path) as stack:
        created = stack.create(source="sample")
        stack.wait_for_stage(created["id"], "preprocess_nlp")
        for process in stack.descendants("dramatiq"):
            process.kill()
        finished(stack, created["id"])


def test_a_scan_survives_kill_9_of_the_broker(tmp_path: Path):
    with running(tmp_path) as stack:
        created = stack.create(source="sample")
        stack.wait_for_stage(created["id"], "preprocess_nlp")
        for process in stack.descendants("valkey"):
            process.kill()
        finished(stack, created["id"])


def test_a_scan_survives_the_restart_of_everything(tmp_path: Path):
    with running(tmp_path) as stack:
        created = stack.create(source="sample")
        stack.wait_for_stage(created["id"], "preprocess_nlp")
        stack.stop()
        stack.start()
        finished(stack, created["id"])
