"""A thread that ticks the queue in every worker, so that one `dramatiq actors` and an API heal themselves."""

from __future__ import annotations

import threading
from typing import Any

import structlog
from dramatiq.middleware import Middleware
from peewee import PeeweeException

from actors import shutdown
from actors.dispatcher import dispatch
from actors.reconciler import reconcile
from models.database import database
from settings import Settings

log = structlog.get_logger(__name__)

TICKS_PER_LEASE = 5


class Ticks(Middleware):
    """Not in the heartbeat's thread: a broker that answers slowly delays a tick, and must not cost a lease.

    Any number of workers may tick at once: every tick is conditional updates.
    """

    def __init__(self, settings: Settings) -> None:
        self.tick_s = settings.lease_seconds / TICKS_PER_LEASE
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._run, name="ticks", daemon=True)

    def after_worker_boot(self, broker: Any, worker: Any) -> None:
        self.thread.start()

    def before_worker_shutdown(self, broker: Any, worker: Any) -> None:
        self.stopped.set()

    def _run(self) -> None:
        while not (self.stopped.is_set() or shutdown.has_begun()):
            try:
                with database.connection_context():
                    dispatch()
                    reconcile()
            except PeeweeException as error:
                log.warning("tick missed", error=str(error))
            self.stopped.wait(self.tick_s)
