"""Running one stage of one scan: checkpoints, progress, and how it ends."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import structlog

from actors import shutdown, tally
from models.claim import Claim, advance, check_claim, complete, save_cursor
from models.clock import now
from models.database import transaction
from models.job import STAGES
from models.scan import Scan, load_scan, stage_seconds_of, update_scan

log = structlog.get_logger(__name__)

# Where each stage's progress starts; the next one's start is where it ends.
PROGRESS = {"fetch_reddit": 0, "preprocess_nlp": 30, "cluster": 70, "persist": 90}
LOOK_EVERY_S = 0.5


class WorkerStopping(Exception):
    """The worker was asked to stop: the stage is handed back at a checkpoint and goes on elsewhere."""


class Run:
    """One worker's run of one stage, from claim to commit. Every write is fenced by the claim."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.cursor = claim.cursor
        self.began = time.monotonic()
        self.looked_at = self.began
        self.frees_slot = True

    @cached_property
    def scan(self) -> Scan:
        """The scan as it was when the stage first asked."""
        return load_scan(self.claim.scan_id)

    @property
    def seconds(self) -> float:
        return round(time.monotonic() - self.began, 3)

    def checkpoint(self) -> None:
        """Stop here if there is a reason to. Cheap enough for every step of a loop.

        Raises:
          WorkerStopping, models.claim.LostClaim, models.claim.CancelRequested
        """
        if shutdown.has_begun():
            raise WorkerStopping
        if time.monotonic() - self.looked_at >= LOOK_EVERY_S:
            self.looked_at = time.monotonic()
            check_claim(self.claim)

    def sleep(self, seconds: float) -> None:
        """Wait, unless there is a reason to stop.

        Raises:
          WorkerStopping, models.claim.LostClaim, models.claim.CancelRequested
        """
        ends_at = time.monotonic() + seconds
        while (left := ends_at - time.monotonic()) > 0:
            self.checkpoint()
            time.sleep(min(left, LOOK_EVERY_S))

    @contextmanager
    def saving(self, cursor: dict[str, Any], *, done: float = 0.0, **counts: Any) -> Iterator[None]:
        """Commit what the block stores together with where to go on; `done` is the stage's finished share, 0..1.

        Raises:
          WorkerStopping, models.claim.LostClaim, models.claim.CancelRequested: Nothing of the block is kept.
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
          WorkerStopping, models.claim.LostClaim, models.claim.CancelRequested: Nothing of the block is kept.
        """
        self.checkpoint()
        next_stage = STAGES[STAGES.index(self.claim.stage) + 1]
        with transaction():
            yield
            advance(self.claim, next_stage, now=now(), seconds=self.seconds)
            self._update_scan(
                progress=self._progress(1.0), stage=next_stage, stage_seconds=self._stage_seconds(), **columns
            )
        self.frees_slot = False
        self._tell("stage completed", columns)

    @contextmanager
    def completing(self, **columns: Any) -> Iterator[dict[str, Any]]:
        """Commit the last stage's output together with the end of the scan; the block may add columns.

        Raises:
          WorkerStopping, models.claim.LostClaim, models.claim.CancelRequested: Nothing of the block is kept.
        """
        self.checkpoint()
        with transaction():
            yield columns
            complete(self.claim, now=now(), seconds=self.seconds)
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
        self._tell("scan completed", columns)

    @property
    def fields(self) -> dict[str, Any]:
        return {"scan_id": self.claim.scan_id, "stage": self.claim.stage, "attempt": self.claim.attempt}

    def _update_scan(self, **columns: Any) -> None:
        update_scan(self.claim.scan_id, **columns)

    def _progress(self, done: float) -> int:
        start = PROGRESS[self.claim.stage]
        following = [value for value in PROGRESS.values() if value > start]
        return int(start + min(max(done, 0.0), 1.0) * (min(following, default=100) - start))

    def _stage_seconds(self) -> dict[str, float]:
        return {**stage_seconds_of(self.claim.scan_id), self.claim.stage: self.seconds}

    def _tell(self, what: str, columns: dict[str, Any]) -> None:
        tally.observe_stage(self.claim.stage, self.seconds)
        shown = {name: value for name, value in columns.items() if isinstance(value, int | str)}
        log.info(what, **self.fields, seconds=self.seconds, **shown)
