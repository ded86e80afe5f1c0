"""Rows for tests, with plausible values where a test does not care."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from models.claim import Claim, claim_stage
from models.job import Job, create_job
from models.owner import LOCAL_OWNER_ID
from models.scan import Scan, new_scan_id
from models.waiting_line import start_next

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
LEASE = timedelta(seconds=15)


def make_scan(*, at: datetime = NOON, **columns: Any) -> Scan:
    values = {"source": "sample", "question": "", "request": {"source": "sample"}, **columns}
    return Scan.create(id=new_scan_id(), owner=LOCAL_OWNER_ID, created_at=at, **values)


def make_job(*, at: datetime = NOON, priority: str = "standard", not_before: datetime | None = None) -> Job:
    return create_job(make_scan(at=at), priority=priority, not_before=not_before, now=at)


def make_claim(*, at: datetime = NOON, worker: str = "worker-1") -> Claim:
    """Create a job, start it, and claim its first stage."""
    make_job(at=at)
    started = start_next(slots=100, starts_per_window=1_000, now=at)
    assert started is not None
    claim = claim_stage(started.scan_id, started.run_token, started.stage, worker=worker, lease=LEASE, now=at)
    assert claim is not None
    return claim


def document_row(document_id: str, **columns: Any) -> dict[str, Any]:
    return {
        "id": document_id,
        "subreddit": "pottery",
        "title": "A kiln that trips the fuse" if document_id.startswith("t3_") else None,
        "body": "It trips the fuse every second firing.",
        "author": "a1",
        "created_utc": 1_788_000_000,
        "upvotes": 3,
        "permalink": f"https://www.reddit.com/r/pottery/comments/{document_id[3:]}/_/",
        "post_id": None,
        "crosspost_parent": None,
        "is_bot": False,
        "over_18": False,
        "fetched_at": NOON,
        **columns,
    }
