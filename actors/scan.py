"""A scan's four stages, in order. Each message carries (scan_id, run_token) only; the rows hold everything else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import dramatiq
import structlog
from dramatiq.errors import Retry
from dramatiq.middleware import TimeLimitExceeded

from actors import claims, tally
from actors.dispatcher import dispatch
from actors.failure import defer_run, settle_failure
from actors.run import Run, WorkerStopping
from actors.stages import run_stage
from models.cancellation import cancel_claimed
from models.claim import CancelRequested, LostClaim, hand_back
from models.clock import now
from settings import load_settings
from sources.errors import RetryLater

log = structlog.get_logger(__name__)

QUEUE = "scans"
STAGE_TIME_LIMIT_MS = 6 * 3_600_000


class ScanFailed(Exception):
    """The scan has failed for good and says so in its row; Dramatiq must not retry, nor go on to the next stage."""


# Attempts are counted in the database, over all stages of a job: Dramatiq only carries a retry to its time.
options: dict[str, Any] = {
    "queue_name": QUEUE,
    "max_retries": None,
    "throws": (ScanFailed, KeyError),
    "time_limit": STAGE_TIME_LIMIT_MS,
}


@dramatiq.actor(stage="fetch_reddit", starts_scan=True, **options)
def fetch_reddit(scan_id: str, run_token: str) -> None:
    """Store the documents that answer the scan's question."""
    run_claimed_stage()


@dramatiq.actor(stage="preprocess_nlp", **options)
def preprocess_nlp(scan_id: str, run_token: str) -> None:
    """Find the mentions: the sentences that state a pain."""
    run_claimed_stage()


@dramatiq.actor(stage="cluster", **options)
def cluster(scan_id: str, run_token: str) -> None:
    """Group the mentions that speak of the same problem."""
    run_claimed_stage()


@dramatiq.actor(stage="persist", **options)
def persist(scan_id: str, run_token: str) -> None:
    """Name, score and store the pain points, and end the scan."""
    run_claimed_stage()


def run_claimed_stage() -> None:
    """Run the stage that this message was granted, and settle how it ends.

    Raises:
      dramatiq.errors.Retry: Another attempt is due later, or another worker should go on.
      ScanFailed: There will be no other attempt.
    """
    run = Run(claims.current())
    log.info("stage started", **run.fields)
    try:
        run_stage(run)
    except (Exception, TimeLimitExceeded) as error:  # noqa: BLE001 - the edge: every failure is settled and logged here
        _settle(run, error)
    finally:
        if run.frees_slot:
            dispatch()


def _settle(run: Run, error: BaseException) -> None:
    """Write down how a stage ended. Where the scan is cancelled or another's, the next message finds no claim."""
    try:
        _settle_by_kind(run, error)
    except CancelRequested:
        cancel_claimed(run.claim, now=now())
        log.info("scan cancelled", **run.fields, seconds=run.seconds)
    except LostClaim:
        tally.count("lost_claims", run.claim.stage)
        log.warning("stage was taken over", **run.fields, seconds=run.seconds)


def _settle_by_kind(run: Run, error: BaseException) -> None:
    match error:
        case CancelRequested() | LostClaim():
            raise error
        case WorkerStopping():
            hand_back(run.claim, now=now())
            log.info("stage handed back", **run.fields, seconds=run.seconds)
            raise Retry("the worker stops; another goes on", delay=0) from None
        case RetryLater():
            raise _retry(defer_run(run, error), error) from error
    delay = settle_failure(run, error, backoff=timedelta(seconds=load_settings().retry_backoff_seconds))
    if delay is None:
        raise ScanFailed(str(error)) from error
    raise _retry(delay, error) from error


def _retry(delay: timedelta, error: BaseException) -> Retry:
    return Retry(str(error), delay=int(delay / timedelta(milliseconds=1)))
