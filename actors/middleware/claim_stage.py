"""Let a stage's message through only if the database grants the stage to this worker."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import structlog
from dramatiq.middleware import Middleware, SkipMessage
from peewee import DatabaseError, InterfaceError

from actors import claims, tally
from actors.dispatcher import dispatch
from models.claim import claim_stage
from models.clock import now
from settings import Settings

log = structlog.get_logger(__name__)


class ClaimStage(Middleware):
    """Messages are hints: they may come twice, late, or after a scan was deleted. The claim decides."""

    def __init__(self, settings: Settings) -> None:
        self.lease = timedelta(seconds=settings.lease_seconds)

    @property
    def actor_options(self) -> set[str]:
        return {"stage"}

    def before_process_message(self, broker: Any, message: Any) -> None:
        stage = broker.get_actor(message.actor_name).options.get("stage")
        if stage is None:
            return
        scan_id, run_token = message.args
        try:
            claim = claim_stage(scan_id, run_token, stage, worker=claims.WORKER_ID, lease=self.lease, now=now())
        except (DatabaseError, InterfaceError) as error:
            # Dramatiq would log this and run the actor. Nothing is lost: the reconciler sends the message again.
            raise SkipMessage(f"{stage} of {scan_id} could not be claimed: {error}") from error
        if claim is None:
            tally.count("messages_suppressed", stage)
            # A retry arrives when its job is due again, but has no slot yet: give it one, in its turn.
            dispatch()
            log.debug("message suppressed", scan_id=scan_id, stage=stage)
            raise SkipMessage(f"{stage} of {scan_id} is not ready, or runs elsewhere")
        tally.count("attempts", f"{stage} begun")
        claims.hold(claim)

    def after_process_message(self, broker: Any, message: Any, *, result: Any = None, exception: Any = None) -> None:
        claims.drop()
