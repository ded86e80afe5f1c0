"""What the database takes of one chain of ours: each step alone, one after the other, as JSON of milliseconds a chain.

Run as a program, with DATA_DIR set to an empty folder: it makes a database there.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from actors import settings
from actors.run import Run
from benchmarks.queue.ours_tasks import accept
from models.claim import claim_stage
from models.clock import now
from models.database import database
from models.job import STAGES
from models.schema import migrate
from models.waiting_line import start_next

CHAINS = 300
WARM_UP = 20
LEASE = timedelta(seconds=settings.lease_seconds)


class Stopwatch:
    def __init__(self) -> None:
        self.ms: dict[str, float] = {}

    @contextmanager
    def timing(self, step: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.ms[step] = self.ms.get(step, 0.0) + (time.perf_counter() - began) * 1_000


def main() -> None:
    database.connect()
    migrate()
    for number in range(WARM_UP):
        _run_chain(f"warm-{number}", Stopwatch())
    watch = Stopwatch()
    for number in range(CHAINS):
        _run_chain(f"chain-{number}", watch)
    print(json.dumps({step: ms / CHAINS for step, ms in watch.ms.items()}))


def _run_chain(chain: str, watch: Stopwatch) -> None:
    with watch.timing("accept"):
        accept(chain)
    with watch.timing("start"):
        started = start_next(slots=1, starts_per_window=0, now=now())
    assert started is not None
    for stage in STAGES:
        with watch.timing("claim × 4"):
            claim = claim_stage(chain, started.run_token, stage, worker="bench", lease=LEASE, now=now())
            assert claim is not None
            run = Run(claim)
        with (
            watch.timing("commit × 4"),
            run.completing(status="completed") if stage == STAGES[-1] else run.handing_over(),
        ):
            pass


if __name__ == "__main__":
    main()
