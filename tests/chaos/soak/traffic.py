"""Scans as many users ask for them, cancel them and let them go on; the queue's counts are checked in between."""

from __future__ import annotations

import random
import time
from typing import Any

from models.job import PRIORITIES, STAGES
from tests.chaos import witness
from tests.chaos.fleet import Fleet

IN_FLIGHT = 24  # so many are unfinished at a time: a waiting line, but a short one
PAUSE_S = 0.1
# Shares: of the steps that cancel a scan, of those that look for an ended one, of those whose user lets them go on.
CANCELLED, LOOKED, RETRIED = 0.1, 0.3, 0.5
# What a scan meets on its way, how often, and how much of it.
TROUBLES: tuple[tuple[str, float, tuple[float, ...]], ...] = (
    ("fail", 0.08, (1, 2, 3)),
    ("refuse", 0.03, (1,)),
    ("exit", 0.03, (1, 2, 3)),
    ("wait", 0.04, (0.5, 2)),
    ("stick", 0.03, (1, 4)),
    ("hold_gil", 0.02, (4,)),
    ("die_before_handoff", 0.02, (1,)),
    ("die_before_ack", 0.02, (1,)),
)


class Traffic:
    """The one client of the API: what it was not told of, nobody asked for."""

    def __init__(self, fleet: Fleet, *, scans: int, seed: int) -> None:
        self.fleet = fleet
        self.scans = scans
        self.chance = random.Random(f"traffic {seed}")
        self.retries = 0
        self.given_up: set[str] = set()
        self.wrong_counts: list[str] = []

    def run(self, *, until: float) -> None:
        """Post all scans, with cancellations and retries among them, and wait until nothing is unfinished."""
        while len(self.fleet.accepted) < self.scans and time.monotonic() < until:
            unfinished = witness.unfinished()
            if len(unfinished) < IN_FLIGHT:
                self._create()
            elif self.chance.random() < CANCELLED:
                self.fleet.cancel(self.chance.choice(unfinished))
            if self.chance.random() < LOOKED:
                self._retry_or_give_up()
            self.wrong_counts += self.count_once()
            time.sleep(PAUSE_S)
        while (self._retry_or_give_up() or witness.unfinished()) and time.monotonic() < until:
            time.sleep(PAUSE_S)

    def count_once(self, *, at_rest: bool = False) -> list[str]:
        """Compare the queue's counts with what was asked for."""
        stats = self.fleet.stats()
        states = ("waiting", "delayed", "active", "completed", "failed")
        wrong = []
        if stats["total"] != sum(stats[state] for state in states):
            wrong.append(f"the counts do not add up: {stats}")
        if stats["total"] + stats["cancelled"] != len(self.fleet.accepted):
            wrong.append(f"{len(self.fleet.accepted)} scans were accepted, but the queue counts {stats}")
        if stats["active"] > self.fleet.slots:
            wrong.append(f"{stats['active']} scans are active on {self.fleet.slots} slots")
        if at_rest and any(stats[state] for state in ("waiting", "delayed", "active")):
            wrong.append(f"not everything has ended: {stats}")
        return wrong

    def _create(self) -> None:
        plan: dict[str, Any] = {"pages": self.chance.randint(1, 6), "page_ms": self.chance.choice((20, 80, 200))}
        for kind, share, amounts in TROUBLES:
            if self.chance.random() < share:
                plan[kind] = f"{self.chance.choice(STAGES)}:{self.chance.choice(amounts)}"
        self.fleet.create(priority=self.chance.choice(list(PRIORITIES)), **plan)

    def _retry_or_give_up(self) -> bool:
        """Decide on a scan that failed or was cancelled; False if there is none left."""
        ended = sorted(set(witness.resumable()) - self.given_up)
        if not ended:
            return False
        scan_id = self.chance.choice(ended)
        if self.chance.random() < RETRIED:
            self.retries += 1
            self.fleet.retry(scan_id)
        else:
            self.given_up.add(scan_id)
        return True
