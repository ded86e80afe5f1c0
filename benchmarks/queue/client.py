"""Enqueue chains for the benchmark: reads a JSON list of chain ids a line, answers when each call began and took.

`python -m benchmarks.queue.client MODULE`, where the module has `enqueue(chain)`, as a caller in that system writes it.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable


def main() -> None:
    enqueue: Callable[[str], None] = importlib.import_module(sys.argv[1]).enqueue
    for line in sys.stdin:
        answer = [_timed(enqueue, chain) for chain in json.loads(line)]
        print(json.dumps(answer), flush=True)


def _timed(enqueue: Callable[[str], None], chain: str) -> tuple[float, float]:
    began_at, began = time.time(), time.perf_counter()
    enqueue(chain)
    return began_at, (time.perf_counter() - began) * 1_000


if __name__ == "__main__":
    main()
