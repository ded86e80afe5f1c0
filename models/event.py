"""Events: every change of hands of a scan, appended in the transaction that makes it, never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from peewee import AutoField, CharField, ForeignKeyField, IntegerField, JSONField

from models.database import InstantField, Table
from models.prepared import Prepared, json_slot, slot
from models.scan import Scan

# After one of these a scan stands still, until a user lets it go on.
FINAL_KINDS = ("completed", "failed", "cancelled")
KINDS = (
    "accepted",  # the scan joined the waiting line
    "started",  # it got a slot
    "claimed",  # a worker runs a stage
    "stage_completed",
    "handed_back",  # by a worker that stops
    "attempt_failed",  # another attempt follows
    "deferred",  # put back in the line, no attempt burned
    "worker_lost",
    "sent_again",  # a message was lost
    "priority_changed",
    "cancel_requested",
    "retried",  # a user let an ended scan go on
    *FINAL_KINDS,
)


class Event(Table):
    """`detail` is JSON that depends on the kind, in words for a user."""

    id = AutoField()
    scan_id: str
    scan = ForeignKeyField(Scan, on_delete="CASCADE", index=False)
    at = InstantField()
    kind = CharField()
    stage = CharField(null=True)
    attempt = IntegerField(null=True)
    worker = CharField(null=True)
    detail = JSONField(default=dict)

    class Meta:
        indexes = ((("scan", "id"), False),)


def record(
    scan_id: str,
    kind: str,
    *,
    at: datetime,
    stage: str | None = None,
    attempt: int | None = None,
    worker: str | None = None,
    **detail: Any,
) -> None:
    """Append an event; call it in the transaction of the change that it tells of."""
    _INSERT.run(scan=scan_id, at=at, kind=kind, stage=stage, attempt=attempt, worker=worker, detail=detail)


_INSERT = Prepared(
    lambda: Event.insert(
        scan=slot("scan"),
        at=slot("at", Event.at),
        kind=slot("kind"),
        stage=slot("stage"),
        attempt=slot("attempt"),
        worker=slot("worker"),
        detail=json_slot("detail"),
    )
)


def events_of(scan_id: str, *, limit: int, after_id: int = 0, since: datetime | None = None) -> list[Event]:
    """Return events in the order they happened, those behind `after_id`, from `since` on."""
    query = Event.select().where(Event.scan == scan_id, Event.id > after_id)
    if since:
        query = query.where(Event.at >= since)
    return list(query.order_by(Event.id).limit(limit))


def failed_attempts(scan_id: str) -> list[Event]:
    """Return the attempt log: each failed attempt with its stage and error, oldest first."""
    query = Event.select().where(Event.scan == scan_id, Event.kind.in_(("attempt_failed", "failed")))
    return list(query.order_by(Event.id))
