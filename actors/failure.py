"""What becomes of a stage that raised: another attempt later, or the end of the scan, with words for the user."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import structlog
from dramatiq.common import compute_backoff
from dramatiq.middleware import TimeLimitExceeded
from peewee import OperationalError

from actors import tally
from actors.run import Run
from models.claim import back_off, defer, fail
from models.clock import now
from models.database import transaction
from models.recovery import fail_scan
from models.scan import Scan
from sources.errors import RetryLater, SourceError

log = structlog.get_logger(__name__)

LONGEST_BACKOFF = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Failure:
    code: str
    message: str
    retryable: bool


def settle_failure(run: Run, error: BaseException, *, backoff: timedelta) -> timedelta | None:
    """Write down a failed attempt; return how long to wait for the next, or None where the scan has failed for good.

    Raises:
      models.claim.LostClaim, models.claim.CancelRequested: This attempt counts for nothing.
    """
    failure = explain(error, stage=run.claim.stage)
    if failure.retryable and run.claim.attempt < run.claim.max_attempts:
        return _schedule_retry(run, failure, error, backoff)
    with transaction():
        # What a source refused is asked again when a user lets the scan go on, not remembered as refused.
        is_refused = isinstance(error, SourceError) and not failure.retryable
        fail(run.claim, now=now(), code=failure.code, reason=failure.message, keeps_cursor=not is_refused)
        fail_scan(
            run.claim.scan_id,
            code=failure.code,
            message=failure.message,
            stage=run.claim.stage,
            retryable=failure.retryable,
            now=now(),
        )
    tally.count("attempts", f"{run.claim.stage} failed")
    log.error("scan failed", **run.fields, code=failure.code, error=failure.message, exc_info=_unexpected(error))
    return None


def defer_run(run: Run, asked: RetryLater) -> timedelta:
    """Hand the scan back until the other side wants to be asked again; return how long that is.

    Raises:
      models.claim.LostClaim, models.claim.CancelRequested: Nothing was written.
    """
    delay = timedelta(seconds=asked.seconds)
    with transaction():
        defer(run.claim, until=now() + delay, now=now(), reason=str(asked))
        Scan.update(status="queued").where(Scan.id == run.claim.scan_id).execute()
    tally.count("deferrals", "source")
    log.info("scan deferred", **run.fields, retry_in_s=round(asked.seconds, 1), reason=str(asked))
    return delay


def explain(error: BaseException, *, stage: str) -> Failure:
    """Say what went wrong in a sentence that a user can act on, and whether trying again can help."""
    if isinstance(error, SourceError):
        return Failure(error.code, str(error), error.retryable)
    if isinstance(error, TimeLimitExceeded):
        return Failure("stage_timeout", f"The stage {stage} ran for too long. Ask for fewer documents.", False)
    if isinstance(error, MemoryError):
        return Failure("out_of_memory", f"The stage {stage} ran out of memory. Ask for fewer documents.", False)
    if isinstance(error, OperationalError):
        return Failure("database_error", f"The database refused: {error}. Run `cli.py doctor`.", True)
    return Failure(
        "internal_error",
        f"Unexpected {type(error).__name__} in the stage {stage}: {error}. The worker's log has the details.",
        True,
    )


def _schedule_retry(run: Run, failure: Failure, error: BaseException, backoff: timedelta) -> timedelta:
    _, delay_ms = compute_backoff(
        run.claim.attempt - 1,
        factor=int(backoff / timedelta(milliseconds=1)),
        max_backoff=int(LONGEST_BACKOFF / timedelta(milliseconds=1)),
    )
    delay = timedelta(milliseconds=delay_ms)
    with transaction():
        back_off(run.claim, until=now() + delay, now=now(), code=failure.code, reason=failure.message)
        Scan.update(
            status="queued",
            error_code=failure.code,
            error_message=failure.message,
            error_stage=run.claim.stage,
            error_retryable=True,
        ).where(Scan.id == run.claim.scan_id).execute()
    tally.count("attempts", f"{run.claim.stage} retried")
    seconds = round(delay.total_seconds(), 1)
    log.warning(
        "attempt failed", **run.fields, code=failure.code, error=failure.message, retry_in_s=seconds,
        exc_info=_unexpected(error),
    )  # fmt: skip
    return delay


def _unexpected(error: BaseException) -> BaseException | None:
    return None if isinstance(error, SourceError) else error
