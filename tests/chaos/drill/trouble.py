"""The trouble that waits in a stage. How often it struck is read from the events: a killed process counts nothing."""

from __future__ import annotations

import ctypes
import os
import time

from actors.run import Run
from models.event import Event
from sources.errors import RetryLater, SourceError
from tests.chaos.drill import mishaps
from tests.chaos.plan import Plan, Trouble

LIBC = ctypes.PyDLL(None)  # unlike CDLL it keeps the interpreter's lock while it calls
EXIT_CODE = 9


class DrillFailed(Exception):
    """The plan says that this attempt fails."""


class DrillRefused(SourceError):
    """The plan says that the source refuses."""

    code = "drill_refused"


def meet_trouble(run: Run, plan: Plan) -> None:
    """Go through what the plan has for the stage that begins."""
    for trouble in plan.in_stage(run.claim.stage):
        _meet(run, trouble)


def meet_doom(run: Run, plan: Plan) -> None:
    """Let the process die behind the stage that was just committed, where the plan says so."""
    for trouble in plan.in_stage(run.claim.stage):
        mishaps.doom(trouble.kind.removeprefix("die_before_"))


def _meet(run: Run, trouble: Trouble) -> None:
    scan_id = run.claim.scan_id
    match trouble.kind:
        case "fail" if _count(scan_id, "attempt_failed", "failed") < trouble.amount:
            raise DrillFailed("as planned")
        case "refuse" if _count(scan_id, "failed") < trouble.amount:
            raise DrillRefused("The drill's source says no.")
        case "exit" if _count(scan_id, "worker_lost") < trouble.amount:
            os._exit(EXIT_CODE)
        case "hold_gil" if not _count(scan_id, "worker_lost"):
            LIBC.usleep(int(trouble.amount * 1e6))
        case "stick":
            time.sleep(trouble.amount)
        case "wait" if not _count(scan_id, "deferred"):
            raise RetryLater("The drill's source asks for patience.", trouble.amount)


def _count(scan_id: str, *kinds: str) -> int:
    found: int = Event.select().where(Event.scan == scan_id, Event.kind.in_(kinds)).count()
    return found
