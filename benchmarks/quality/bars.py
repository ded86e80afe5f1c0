"""How the bars of the quality benchmarks are stated."""

from __future__ import annotations

from collections.abc import Iterable


def state_bars(bars: Iterable[tuple[str, bool]]) -> bool:
    """Print each bar in words with whether it holds, and return whether all do."""
    held = list(bars)
    for bar, holds in held:
        print(f"- {'holds' if holds else 'DOES NOT HOLD'}: {bar}")
    return all(holds for _, holds in held)
