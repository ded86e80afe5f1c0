"""A thread beside the workers' own: says that this worker lives, and renews its leases. It never asks the broker."""

from __future__ import annotations

import os
import socket
import threading
from datetime import timedelta
from typing import Any

import structlog
from dramatiq.middleware import Middleware
from peewee import PeeweeException

from actors import claims, shutdown, tally
from actors.local_deaths import this_machine
from models import clock
from models.claim import CancelRequested, LostClaim, hand_back, renew_lease
from models.clock import now
from models.database import database
from models.worker import beat, leave
from settings import Settings

log = structlog.get_logger(__name__)

# A lease survives four beats that do not come through.
BEATS_PER_LEASE = 5


class Heartbeat(Middleware):
    def __init__(self, settings: Settings) -> None:
        self.lease = timedelta(seconds=settings.lease_seconds)
        self.beat_s = settings.lease_seconds / BEATS_PER_LEASE
        self.grace_s = settings.shutdown_grace_seconds
        self.machine = this_machine()
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)

    def after_worker_boot(self, broker: Any, worker: Any) -> None:
        self.thread.start()

    def before_worker_shutdown(self, broker: Any, worker: Any) -> None:
        shutdown.begin()
        threading.Thread(target=self._hand_back_late_stages, name="hand-back", daemon=True).start()

    def after_worker_shutdown(self, broker: Any, worker: Any) -> None:
        self.stopped.set()
        self.thread.join(timeout=self.beat_s)
        with database.connection_context():
            leave(claims.WORKER_ID)
            tally.flush()

    def _run(self) -> None:
        while True:
            self._beat()
            if self.stopped.wait(self.beat_s):
                return

    def _beat(self) -> None:
        try:
            with database.connection_context():
                clock.sync()
                beat(claims.WORKER_ID, host=socket.gethostname(), pid=os.getpid(), now=now(), machine=self.machine)
                for claim in claims.held():
                    renew_lease(claim, lease=self.lease, now=now())
                tally.flush()
        except PeeweeException as error:
            # The database may be back at the next beat; leases outlive a few missed ones.
            log.warning("heartbeat missed", error=str(error))

    def _hand_back_late_stages(self) -> None:
        """Give back what comes to no checkpoint in time, before the process is killed and counts as dead."""
        if self.stopped.wait(self.grace_s):
            return
        with database.connection_context():
            for claim in claims.held():
                try:
                    hand_back(claim, now=now())
                    log.info("stage handed back", scan_id=claim.scan_id, stage=claim.stage, reason="it takes too long")
                except (LostClaim, CancelRequested) as error:
                    log.info("stage not handed back", scan_id=claim.scan_id, stage=claim.stage, reason=str(error))
