"""A scan's four stages, in order. Each message carries (scan_id, run_token) only; the rows hold everything else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import dramatiq
import structlog
from dramatiq.errors import Retry
from dramatiq.middleware import TimeLimitExceeded

from actors import claims
from actors.dispatcher import dispatch
from actors.failure import defer_run, settle_failure
from actors.run import Run, WorkerStopping
from models.job import LostClaim, hand_back
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


@dramatiq.actor(stage="fetch_reddit", **options)
def fetch_reddit(scan_id: str, run_token: str) -> None:
    """Store the documents that answer the scan's question."""
    with stage_run() as run:
        from actors.stages.fetch import fetch

        fetch(run)


@dramatiq.actor(stage="preprocess_nlp", **options)
def preprocess_nlp(scan_id: str, run_token: str) -> None:
    """Find the mentions: the sentences that state a pain."""
    with stage_run() as run:
        from actors.stages.preprocess import preprocess

        preprocess(run)


@dramatiq.actor(stage="cluster", **options)
def cluster(scan_id: str, run_token: str) -> None:
    """Group the mentions that speak of the same problem."""
    with stage_run() as run:
        from actors.stages.cluster import group

        group(run)


@dramatiq.actor(stage="persist", **options)
def persist(scan_id: str, run_token: str) -> None:
    """Name, score and store the pain points, and end the scan."""
    with stage_run() as run:
        from actors.stages.persist import store_pain_points

        store_pain_points(run)


@contextmanager
def stage_run() -> Iterator[Run]:
    """Run the stage that this message was granted, and settle how it ends.

    Raises:
      dramatiq.errors.Retry: Another attempt is due later, or another worker should go on.
      ScanFailed: There will be no other attempt.
    """
    run = Run(claims.current())
    log.info("stage started", **run.fields)
    try:
        yield run
    except LostClaim:
        log.warning("stage was taken over", **run.fields, seconds=run.seconds)
    except WorkerStopping:
        hand_back(run.claim)
        log.info("stage handed back", **run.fields, seconds=run.seconds)
        raise Retry("the worker stops; another goes on", delay=0) from None
    except (Exception, TimeLimitExceeded) as error:  # noqa: BLE001 - the edge: every failure is settled and logged here
        _settle(run, error)
    finally:
        dispatch()


def _settle(run: Run, error: BaseException) -> None:
    backoff = timedelta(seconds=load_settings().retry_backoff_seconds)
    try:
        if isinstance(error, RetryLater):
            delay: timedelta | None = defer_run(run, error)
        else:
            delay = settle_failure(run, error, backoff=backoff)
    except LostClaim:
        log.warning("stage was taken over", **run.fields, seconds=run.seconds)
        return
    if delay is None:
        raise ScanFailed(str(error)) from error
    raise Retry(str(error), delay=int(delay / timedelta(milliseconds=1))) from error
