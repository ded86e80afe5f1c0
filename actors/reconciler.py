"""Makes true what the rows say: sends again what was lost, ends what cannot go on, deletes what is no longer kept."""

from __future__ import annotations

from datetime import timedelta

import structlog

from actors import tally
from actors.dispatcher import send_chain
from actors.local_deaths import expire_dead_neighbours
from models.cancellation import cancel_stranded
from models.clock import now
from models.recovery import recover_lost, unclaimed_jobs
from models.retention import prune_jobs
from models.worker import forget_silent_workers
from settings import load_settings

log = structlog.get_logger(__name__)


def reconcile() -> None:
    """Do one round. Any number of processes may do so at once.

    Raises:
      peewee.PeeweeException: The database cannot be used now; the next round does the rest.
    """
    for worker_id in expire_dead_neighbours(now()):
        log.warning("a worker died on this machine", worker=worker_id)
    for scan_id in cancel_stranded(now()):
        log.info("scan cancelled", scan_id=scan_id, reason="nobody worked on it")
    _recover_lost()
    for started in unclaimed_jobs(now(), after=timedelta(seconds=load_settings().resend_after_seconds)):
        tally.count("recoveries", "message")
        log.warning("scan sent again", scan_id=started.scan_id, stage=started.stage, reason="its message was lost")
        send_chain(started)
    forget_silent_workers(now())
    if pruned := prune_jobs(now()):
        log.info("jobs pruned", count=pruned)


def _recover_lost() -> None:
    for lost in recover_lost(now()):
        tally.count("recoveries", "worker" if lost.outcome != "crash_loop" else "crash_loop")
        log.warning("worker lost", scan_id=lost.scan_id, worker=lost.worker, outcome=lost.outcome)
        if lost.send:
            send_chain(lost.send)
