"""`python -m actors.scheduler`: ticks the queue where no worker does, at an even pace. Any number may run at once."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from peewee import PeeweeException

import logs
from actors import claims, settings, tally
from actors.dispatcher import dispatch
from actors.local_deaths import this_machine
from actors.reconciler import reconcile
from models import clock
from models.clock import now
from models.database import DatabaseUnavailable, database
from models.schema import SchemaTooNew, SchemaTooOld, require_current_schema
from models.worker import beat, leave

log = structlog.get_logger(__name__)

TICK_S = 1
BEAT_S = 3


def main() -> None:
    """Tick until SIGTERM or SIGINT."""
    logs.configure(settings)
    try:
        require_current_schema()
    except (SchemaTooOld, SchemaTooNew, DatabaseUnavailable) as error:
        sys.exit(f"The scheduler cannot start: {error}")
    told_to_stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _setting(told_to_stop))
    scheduler = create_scheduler()
    scheduler.start()
    log.info("scheduler started")
    told_to_stop.wait()
    scheduler.shutdown()
    with database.connection_context():
        leave(claims.WORKER_ID)
        tally.flush()
    log.info("scheduler stopped")


def create_scheduler() -> BackgroundScheduler:
    """Return a scheduler with the queue's ticks; it keeps no state, so that every copy may be killed at any time."""
    scheduler = BackgroundScheduler(timezone="UTC")
    for job, seconds in ((_beat, BEAT_S), (dispatch, TICK_S), (reconcile, TICK_S)):
        scheduler.add_job(
            _guarded(job),
            "interval",
            seconds=seconds,
            id=job.__name__,
            # A tick that comes late is as good; of several missed ones one is enough.
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
    return scheduler


def _guarded(job: Callable[[], object]) -> Callable[[], None]:
    """Give a tick a connection of its own; where the database is away, the next tick does its work."""

    def tick() -> None:
        try:
            with database.connection_context():
                clock.sync()
                job()
        except PeeweeException as error:
            log.warning("tick missed", job=job.__name__, error=str(error))

    return tick


def _beat() -> None:
    machine = this_machine()
    beat(claims.WORKER_ID, host=socket.gethostname(), pid=os.getpid(), now=now(), role="scheduler", machine=machine)
    tally.flush()


def _setting(event: threading.Event) -> Callable[[int, FrameType | None], Any]:
    return lambda number, frame: event.set()


if __name__ == "__main__":
    main()
