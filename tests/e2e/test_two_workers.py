"""Two `dramatiq actors` with a process each, and two scans at once, on the database that the tests run on."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.harness import wait_for
from tests.e2e.parts import separate_parts


def test_two_scans_run_at_once_and_no_more(tmp_path: Path):
    with separate_parts(tmp_path, masters=2) as stack:
        ids = [stack.create(source="sample")["id"] for _ in range(4)]
        most_active = 0

        def all_ended() -> bool:
            nonlocal most_active
            stats = stack.http.get("/api/queue/status").json()["stats"]
            counted = sum(stats[state] for state in ("waiting", "delayed", "active", "completed", "failed"))
            assert stats["total"] == counted == 4
            most_active = max(most_active, stats["active"])
            return bool(stats["completed"] == 4)

        wait_for(all_ended, within_s=120, what=lambda: stack.log.read_text()[-3000:])
        assert most_active == 2
        found = [[point["name"] for point in stack.pain_points(scan_id)] for scan_id in ids]
        assert found[0]
        assert all(names == found[0] for names in found)
