"""The one clock that leases, limits and retention are measured by."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def now() -> datetime:
    """Return the current time, aware, in UTC."""
    return datetime.now(UTC)


def now_ms() -> int:
    return time.time_ns() // 1_000_000
