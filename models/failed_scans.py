"""Letting all failed scans go on at once, as after an outage."""

from __future__ import annotations

from datetime import datetime

from models.job import Job
from models.resumption import NotResumable, resume_scan
from models.scan import Scan


def resume_failed_scans(owner_id: int, *, limit: int, now: datetime) -> list[str]:
    """Let up to `limit` scans of failed jobs go on, the one that failed first before the others; return their ids.

    One that somebody else retries or deletes meanwhile is left out.
    """
    owned = Job.select(Job.scan).join(Scan).where(Scan.owner == owner_id, Job.state == "failed")
    oldest_first = owned.order_by(Job.finished_at, Job.id).limit(limit)
    resumed = []
    for scan_id in [job.scan_id for job in oldest_first]:
        try:
            resume_scan(scan_id, now=now)
        except NotResumable:
            continue
        resumed.append(scan_id)
    return resumed
