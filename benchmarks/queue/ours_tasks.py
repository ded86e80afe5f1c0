"""Ours: a scan's four stages doing nothing but what every stage does: it is claimed and committed in the database."""

from __future__ import annotations

import os
import secrets
import socket

if "OWN_MACHINE" in os.environ:
    # Each worker counts as one on a machine of its own, where nobody sees its process die.
    machine = os.environ.setdefault("MACHINE", secrets.token_hex(4))
    socket.gethostname = lambda: machine

import logs
from actors import broker, settings, stages
from actors.dispatcher import dispatch
from actors.run import Run
from benchmarks.queue.marks import STAGES, run_stage
from models import job
from models.clock import now
from models.database import transaction
from models.owner import LOCAL_OWNER_ID
from models.scan import Scan

__all__ = ["broker"]  # dramatiq looks for it here

logs.configure(settings)
stages.implementations = {
    **dict.fromkeys(job.STAGES[:-1], f"{__name__}:hand_over"),
    job.STAGES[-1]: f"{__name__}:complete",
}


def hand_over(run: Run) -> None:
    run_stage(job.STAGES.index(run.claim.stage) + 1, run.claim.scan_id)
    with run.handing_over():
        pass


def complete(run: Run) -> None:
    with run.completing(status="completed"):
        pass
    run_stage(STAGES, run.claim.scan_id)


def enqueue(chain: str) -> None:
    """Accept a scan as the API does, and look whether it may start."""
    accept(chain)
    dispatch()


def accept(chain: str) -> None:
    with transaction():
        scan = Scan.create(
            id=chain, owner=LOCAL_OWNER_ID, source="sample", question="", request={"source": "sample"}, created_at=now()
        )
        job.create_job(scan, priority="standard", not_before=None, now=now())
