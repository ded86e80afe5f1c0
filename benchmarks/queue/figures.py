"""Figures into words: percentiles, and the rows of the table."""

from __future__ import annotations

import math
import statistics


def percentile(values: list[float], share: float) -> float:
    """Return the smallest value that is not below `share`, 0..1, of all."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def seconds_of(samples: list[float], *, cap: float) -> str:
    """Show a median with its range; what did not come within `cap` seconds shows as more than that."""
    if not samples:
        return "–"
    middle = _capped(statistics.median_high(samples), cap)
    lowest, highest = _capped(min(samples), cap), _capped(max(samples), cap)
    return middle if lowest == highest else f"{middle} ({lowest} to {highest})"


def rate_of(rounds: list[float]) -> str:
    middle, lowest, highest = statistics.median(rounds), min(rounds), max(rounds)
    digits = 0 if middle >= 100 else 1
    return f"{middle:.{digits}f} ({lowest:.{digits}f} to {highest:.{digits}f})"


def row(*cells: object) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def header(*cells: str) -> str:
    return f"{row(*cells)}\n{'|---' * len(cells)}|"


def _capped(seconds: float, cap: float) -> str:
    return f"> {cap:.0f}" if seconds > cap else f"{seconds:.1f}"
