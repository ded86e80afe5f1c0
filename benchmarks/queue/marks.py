"""What the workers tell the benchmark: one line per event, appended to a file, at the same cost for every system."""

from __future__ import annotations

import os
import time
from functools import cache

STAGES = 4
HOLD = "hold"  # a chain whose id begins so keeps its first stage running until its worker is killed
HOLD_S = 900


def run_stage(number: int, chain: str) -> None:
    """Do what a benchmarked stage does: nothing, but for a line where a chain begins or ends, or is held."""
    if number == 1 and chain.startswith(HOLD):
        mark("hold", chain)
        time.sleep(HOLD_S)
    elif number == 1:
        mark("start", chain)
    elif number == STAGES:
        mark("end", chain)


def mark(event: str, chain: str) -> None:
    """Append one line; lines this short do not tear, whatever number of processes write."""
    os.write(_file(), f"{event} {chain} {time.time():.6f} {os.getpid()} {os.getppid()}\n".encode())


@cache
def _file() -> int:
    return os.open(os.environ["MARKS_FILE"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
