"""A scan with what its job adds: whether it is being cancelled, and whether its worker has fallen silent."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from api.problems import not_found
from api.render import render_scan
from api.responses import scan as shown
from models.clock import now
from models.job import Job, find_job, job_id_of
from models.owner import LOCAL_OWNER_ID
from models.scan import Scan, coverage_of, find_scan
from models.stall import Stall, find_stall
from models.top_pain_points import top_pain_points
from settings import Settings

# Workers beat five times a lease. One beat may come late, a second one that is missing says something.
SILENT_BEATS = 2
BEATS_PER_LEASE = 5
SLACK = timedelta(seconds=1)


def describe_scan(scan_id: str, settings: Settings) -> shown.Scan:
    """Return all there is to say about a scan.

    Raises:
      Problem: There is none.
    """
    job = find_job(job_id_of(scan_id), LOCAL_OWNER_ID)
    scan = job.scan if job else require_scan(scan_id)
    return render_scan(
        scan,
        coverage_of(scan.id),
        top_pain_points([scan.id]).get(scan.id, []),
        cancel_requested=bool(job and job.cancel_requested_at),
        stalled_reason=_why_stalled(job, settings, now()) if job else None,
    )


def require_scan(scan_id: str) -> Scan:
    """Return the scan.

    Raises:
      Problem: There is none.
    """
    scan = find_scan(scan_id, LOCAL_OWNER_ID)
    if scan is None:
        raise not_found(f"scan {scan_id!r}", "GET /api/scans lists the scans that there are.")
    return scan


def _why_stalled(job: Job, settings: Settings, at: datetime) -> str | None:
    beat = timedelta(seconds=settings.lease_seconds / BEATS_PER_LEASE)
    stall = find_stall(job, silent_after=SILENT_BEATS * beat + SLACK, now=at)
    if stall is None:
        return None
    silent = f"Its worker has not been heard of for {math.ceil(stall.silent_for.total_seconds())} s"
    return f"{silent}; another goes on {_when(stall, beat)}."


def _when(stall: Stall, beat: timedelta) -> str:
    # Those that live look for leases that are over once a beat.
    left_s = math.ceil((stall.lease_left + beat).total_seconds())
    return f"after at most {left_s} s" if left_s > 0 else "as soon as one is alive"
