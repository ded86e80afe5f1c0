"""Which workers are alive, and what each one does."""

from __future__ import annotations

from datetime import datetime, timedelta

from peewee import CharField, IntegerField

from models.database import InstantField, Table

SILENT_AFTER = timedelta(seconds=15)
FORGOTTEN_AFTER = timedelta(minutes=5)


class Worker(Table):
    id = CharField(primary_key=True)
    host = CharField()
    pid = IntegerField()
    started_at = InstantField()
    seen_at = InstantField()


def beat(worker_id: str, *, host: str, pid: int, now: datetime) -> None:
    """Say that a worker is alive."""
    Worker.insert(id=worker_id, host=host, pid=pid, started_at=now, seen_at=now).on_conflict(
        conflict_target=[Worker.id], update={Worker.seen_at: now}
    ).execute()


def leave(worker_id: str) -> None:
    Worker.delete().where(Worker.id == worker_id).execute()


def live_workers(now: datetime) -> list[Worker]:
    return list(Worker.select().where(Worker.seen_at >= now - SILENT_AFTER).order_by(Worker.started_at))


def forget_silent_workers(now: datetime) -> None:
    gone = Worker.seen_at < now - FORGOTTEN_AFTER
    if Worker.select().where(gone).exists():  # looking takes no write lock
        Worker.delete().where(gone).execute()
