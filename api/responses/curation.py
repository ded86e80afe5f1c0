"""Curations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel


class Curation(BaseModel):
    """One thing that was done to a pain point. What `details` hold depends on the action, as in its request.

    `pain_point_name` is what it was called before; `new_pain_point_id` is what a split made.
    """

    id: int
    action: str
    details: dict[str, Any]
    pain_point_id: str
    pain_point_name: str
    created_at: datetime
    undone_at: datetime | None
    new_pain_point_id: str | None


class CurationList(BaseModel):
    """Newest first."""

    items: list[Curation]
    next: str | None
