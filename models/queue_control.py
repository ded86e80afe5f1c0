"""Pausing the queue: what runs goes on, nothing new starts."""

from __future__ import annotations

from datetime import datetime

from models.installation import Installation
from models.prepared import Prepared

PAUSED_AT = "paused_at"


def pause_queue(*, now: datetime) -> datetime:
    """Let no scan start from now on; return since when that is so."""
    Installation.insert(key=PAUSED_AT, value=now.isoformat()).on_conflict_ignore().execute()
    return paused_since() or now


def resume_queue() -> None:
    """Let scans start again."""
    Installation.delete().where(Installation.key == PAUSED_AT).execute()


def paused_since() -> datetime | None:
    row = _PAUSED_AT.run().fetchone()
    return datetime.fromisoformat(row[0]) if row else None


_PAUSED_AT = Prepared(lambda: Installation.select(Installation.value).where(Installation.key == PAUSED_AT))
