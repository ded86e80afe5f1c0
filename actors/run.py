"""Running one stage of one scan: checkpoints, progress, and how it ends."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog

from actors import shutdown
from models.clock import now
from models.database import transaction
from models.job import STAGES, Claim, Job, advance, finish, save_cursor
from models.scan import Scan

log = structlog.get_logger(__name__)

# Where each stage's progress starts; the next one's start is where it ends.
PROGRESS = {"fetch_reddit": 0, "preprocess_nlp": 30, "cluster": 70, "persist": 90}


class WorkerStopping(Exception):
    """The worker was asked to stop: the stage is handed back at a checkpoint and goes on elsewhere."""


class Run:
    """One worker's run of one stage, from claim to commit. Every write is fenced by the claim."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.cursor = claim.cursor
        self.scan: Scan = Scan.get_by_id(claim.scan_id)
        self.max_attempts: int = Job.get_by_id(claim.job_id).max_attempts
        self.began = time.monotonic()

    @property
    def seconds(self) -> float:
        return round(time.monotonic() - self.began, 3)

    def checkpoint(self) -> None:
        """Stop here if the worker is stopping.

        Raises:
          WorkerStopping
        """
        if shutdown.has_begun():
            raise WorkerStopping

    @contextmanager
    def saving(self, cursor: dict[str, Any], *, done: float = 0.0, **counts: Any) -> Iterator[None]:
        """Commit what the block stores together with where to go on; `done` is the stage's finished share, 0..1.

        Raises:
          WorkerStopping, models.job.LostClaim: Nothing of the block is kept.
        """
        self.checkpoint()
        with transaction():
            yield
            save_cursor(self.claim, cursor, is_progress=cursor != self.cursor)
            self._update_scan(progress=self._progress(done), **counts)
        self.cursor = cursor
        log.info("scan progress", **self.fields, done=round(done, 2), **counts)

    @contextmanager
    def handing_over(self, **columns: Any) -> Iterator[None]:
        """Commit the stage's output together with the step to the next stage.

        Raises:
          WorkerStopping, models.job.LostClaim: Nothing of the block is kept.
        """
        self.checkpoint()
        with transaction():
            yield
            advance(self.claim, STAGES[STAGES.index(self.claim.stage) + 1], now=now())
            self._update_scan(progress=self._progress(1.0), stage_seconds=self._stage_seconds(), **columns)
        log.info("stage completed", **self.fields, seconds=self.seconds, **_shown(columns))

    @contextmanager
    def completing(self, **columns: Any) -> Iterator[None]:
        """Commit the last stage's output together with the end of the scan.

        Raises:
          WorkerStopping, models.job.LostClaim: Nothing of the block is kept.
        """
        self.checkpoint()
        with transaction():
            yield
            finish(self.claim, "completed", now=now())
            self._update_scan(
                progress=100,
                stage=None,
                stage_seconds=self._stage_seconds(),
                finished_at=now(),
                error_code=None,
                error_message=None,
                error_stage=None,
                error_retryable=None,
                **columns,
            )
        log.info("scan completed", **self.fields, seconds=self.seconds, **_shown(columns))

    @property
    def fields(self) -> dict[str, Any]:
        return {"scan_id": self.claim.scan_id, "stage": self.claim.stage, "attempt": self.claim.attempt}

    def _update_scan(self, **columns: Any) -> None:
        Scan.update(**columns).where(Scan.id == self.claim.scan_id).execute()

    def _progress(self, done: float) -> int:
        start = PROGRESS[self.claim.stage]
        following = [value for value in PROGRESS.values() if value > start]
        return int(start + min(max(done, 0.0), 1.0) * (min(following, default=100) - start))

    def _stage_seconds(self) -> dict[str, float]:
        return {**self.scan.stage_seconds, self.claim.stage: self.seconds}


def _shown(columns: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in columns.items() if isinstance(value, int | str)}
