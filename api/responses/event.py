"""Events."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel


class Event(BaseModel):
    """A change of hands of a scan. What `detail` holds depends on the kind."""

    id: int
    at: datetime
    kind: str
    stage: str | None
    attempt: int | None
    worker: str | None
    detail: dict[str, Any]


class EventList(BaseModel):
    """Oldest first."""

    items: list[Event]
    next: str | None
