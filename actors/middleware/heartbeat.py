"""A thread beside the workers' own: says that this worker lives, renews its leases, and ticks the queue."""

from __future__ import annotations

import os
import socket
import threading
from datetime import timedelta
from typing import Any

import structlog
from dramatiq.middleware import Middleware
from peewee import PeeweeException

from actors import claims, shutdown
from actors.dispatcher import dispatch
from actors.reconciler import reconcile
from models.clock import now
from models.database import database
from models.job import renew_lease
from models.worker import beat, leave
from settings import Settings

log = structlog.get_logger(__name__)

# A lease survives four beats that do not come through.
BEATS_PER_LEASE = 5


class Heartbeat(Middleware):
    """Any number of workers may tick at once: every tick is conditional updates."""

    def __init__(self, settings: Settings) -> None:
        self.lease = timedelta(seconds=settings.lease_seconds)
        self.beat_s = settings.lease_seconds / BEATS_PER_LEASE
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)

    def after_worker_boot(self, broker: Any, worker: Any) -> None:
        self.thread.start()

    def before_worker_shutdown(self, broker: Any, worker: Any) -> None:
        shutdown.begin()

    def after_worker_shutdown(self, broker: Any, worker: Any) -> None:
        self.stopped.set()
        self.thread.join(timeout=self.beat_s)
        with database.connection_context():
            leave(claims.WORKER_ID)

    def _run(self) -> None:
        while True:
            self._beat()
            if self.stopped.wait(self.beat_s):
                return

    def _beat(self) -> None:
        try:
            with database.connection_context():
                beat(claims.WORKER_ID, host=socket.gethostname(), pid=os.getpid(), now=now())
                for claim in claims.held():
                    renew_lease(claim, lease=self.lease, now=now())
                if not shutdown.has_begun():
                    dispatch()
                    reconcile()
        except PeeweeException as error:
            # The database may be back at the next beat; leases outlive a few missed ones.
            log.warning("heartbeat missed", error=str(error))
