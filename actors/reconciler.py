"""Makes true what the rows say: sends again what was lost, ends what cannot go on, deletes what is no longer kept."""

from __future__ import annotations

import structlog

from actors.dispatcher import send_chain
from models.clock import now
from models.recovery import fail_crash_loops, prune_jobs, stranded_jobs
from models.worker import forget_silent_workers

log = structlog.get_logger(__name__)


def reconcile() -> None:
    """Do one round. Any number of processes may do so at once."""
    for scan_id in fail_crash_loops(now()):
        log.error("scan failed", scan_id=scan_id, code="crash_loop")
    for job in stranded_jobs(now()):
        log.warning("scan sent again", scan_id=job.scan_id, stage=job.stage, reason="its message or worker was lost")
        send_chain(job)
    forget_silent_workers(now())
    if pruned := prune_jobs(now()):
        log.info("jobs pruned", count=pruned)
