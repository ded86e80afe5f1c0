"""What a drilled scan goes through, written in its keywords: `pages=3`, `exit=cluster:2`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

TROUBLES = (
    "fail",  # raise, the first so many times
    "refuse",  # raise what no retry helps against, the first so many times
    "exit",  # end the process, the first so many times
    "hold_gil",  # stop the whole process for so many seconds, until a worker was lost by it
    "stick",  # come to no checkpoint for so many seconds
    "wait",  # ask to be called again in so many seconds, once
    "die_before_handoff",  # after the stage's commit, before the next one's message; the number says nothing
    "die_before_ack",  # after the next one's message, before the acknowledgement
)


@dataclass(frozen=True, slots=True)
class Trouble:
    kind: str
    stage: str
    amount: float


@dataclass(frozen=True, slots=True)
class Plan:
    """`pages` checkpoints in each stage, each after `page_ms` of work."""

    pages: int = 2
    page_ms: int = 40
    troubles: tuple[Trouble, ...] = ()

    def in_stage(self, stage: str) -> list[Trouble]:
        return [trouble for trouble in self.troubles if trouble.stage == stage]


def keywords_for(*, pages: int = 2, page_ms: int = 40, **troubles: str) -> list[str]:
    """Write a plan down; a trouble is given as `exit="cluster:2"`, a number left out means 1."""
    assert set(troubles) <= set(TROUBLES), troubles
    return [f"pages={pages}", f"page_ms={page_ms}", *(f"{kind}={where}" for kind, where in troubles.items())]


def read_plan(request: dict[str, Any]) -> Plan:
    """Read the plan back from a scan's request."""
    words = dict(keyword.split("=", 1) for keyword in request["keywords"])
    pages, page_ms = int(words.pop("pages", 2)), int(words.pop("page_ms", 40))
    return Plan(pages, page_ms, tuple(_read_trouble(kind, where) for kind, where in words.items()))


def _read_trouble(kind: str, where: str) -> Trouble:
    stage, _, amount = where.partition(":")
    return Trouble(kind, stage, float(amount or 1))
