"""How a pain point has moved between two results, by its share of what each collected."""

from __future__ import annotations

import math
from typing import Literal

State = Literal["new", "growing", "steady", "shrinking", "gone"]

# A share has changed when it did so by a quarter at least, and by more than chance does in nineteen of twenty cases.
LEAST_RATIO = 1.25
LEAST_DEVIATIONS = 1.96


def judge_change(mentions: tuple[int, int], documents: tuple[int, int]) -> State | None:
    """Compare a pain point's share of the earlier and of the later documents; None where either were none.

    Two proportions are compared by their pooled standard error. Documents that both results hold make it cautious.
    """
    earlier, later = (share_of(said, collected) for said, collected in zip(mentions, documents, strict=True))
    if earlier is None or later is None:
        return None
    if not earlier or not later:
        return "new" if later else "gone" if earlier else None
    pooled = min(sum(mentions) / sum(documents), 1.0)
    error = math.sqrt(pooled * (1 - pooled) * (1 / documents[0] + 1 / documents[1]))
    if abs(later - earlier) <= LEAST_DEVIATIONS * error or max(earlier, later) < LEAST_RATIO * min(earlier, later):
        return "steady"
    return "growing" if later > earlier else "shrinking"


def share_of(mentions: int, documents: int) -> float | None:
    """Divide mentions by the documents collected; None where there were none."""
    return mentions / documents if documents else None
