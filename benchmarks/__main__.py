"""Print every table of BENCHMARKS.md; exit 1 if a bound does not hold."""

from __future__ import annotations

import sys

from benchmarks import dashboard, imports, memory
from benchmarks.quality import detection, grouping, ranking
from benchmarks.queue import comparison
from benchmarks.speed import comparison as speed

BENCHMARKS = {
    "imports": imports.main,
    "memory": memory.main,
    "dashboard": dashboard.main,
    "queue": comparison.main,
    "speed": speed.main,
    "grouping": grouping.main,
    "detection": detection.main,
    "ranking": ranking.main,
}


def main() -> None:
    chosen = sys.argv[1:] or list(BENCHMARKS)
    unknown = set(chosen) - set(BENCHMARKS)
    if unknown:
        sys.exit(f"no benchmark is named {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    held = []
    for name in chosen:
        print(f"\n## {name}\n")
        held.append(BENCHMARKS[name]())
    sys.exit(0 if all(held) else 1)


if __name__ == "__main__":
    main()
