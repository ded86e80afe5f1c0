"""What this process saw, counted in memory and added to the database's totals with each heartbeat.

A killed process loses the counts of its last beat: these are for watching, not for accounting.
"""

from __future__ import annotations

import threading
from collections import defaultdict

from models.tally import BUCKETS_S, add

_lock = threading.Lock()
_amounts: defaultdict[tuple[str, str], float] = defaultdict(float)


def count(name: str, label: str) -> None:
    """Count one more; `models.tally.LABELS` names what can be counted."""
    with _lock:
        _amounts[name, label] += 1


def observe_stage(stage: str, seconds: float) -> None:
    """Note that a stage was completed, and how long it took."""
    bound = next(bound for bound in BUCKETS_S if seconds <= bound)
    with _lock:
        _amounts["attempts", f"{stage} completed"] += 1
        _amounts["stage_seconds_bucket", f"{stage} {bound}"] += 1
        _amounts["stage_seconds_sum", stage] += seconds


def flush() -> None:
    """Add what was counted since the last call to the totals; kept for the next call where the database refuses.

    Raises:
      peewee.PeeweeException
    """
    with _lock:
        amounts = dict(_amounts)
        _amounts.clear()
    if not amounts:
        return
    try:
        add(amounts)
    except Exception:
        with _lock:
            for key, amount in amounts.items():
                _amounts[key] += amount
        raise
