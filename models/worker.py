"""Which workers and schedulers are alive."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from peewee import CharField, IntegerField

from models.database import InstantField, Table

SILENT_AFTER = timedelta(seconds=15)
FORGOTTEN_AFTER = timedelta(minutes=5)

Role = Literal["worker", "scheduler"]


class Worker(Table):
    """A process that beats. `machine` is where `pid` means this process and no other."""

    id = CharField(primary_key=True)
    role = CharField(default="worker")
    host = CharField()
    machine = CharField(default="")
    pid = IntegerField()
    started_at = InstantField()
    seen_at = InstantField()


def beat(
    worker_id: str, *, host: str, pid: int, now: datetime, role: Role = "worker", machine: str | None = None
) -> None:
    """Say that a process is alive."""
    Worker.insert(
        id=worker_id, role=role, host=host, machine=machine or host, pid=pid, started_at=now, seen_at=now
    ).on_conflict(conflict_target=[Worker.id], update={Worker.seen_at: now}).execute()


def leave(worker_id: str) -> None:
    Worker.delete().where(Worker.id == worker_id).execute()


def live_workers(now: datetime, *, role: Role = "worker") -> list[Worker]:
    alive = (Worker.role == role) & (Worker.seen_at >= now - SILENT_AFTER)
    return list(Worker.select().where(alive).order_by(Worker.started_at))


def processes_on(machine: str) -> list[Worker]:
    """Return the workers and schedulers that were seen on a machine and did not say goodbye."""
    return list(Worker.select().where(Worker.machine == machine))


def forget_silent_workers(now: datetime) -> None:
    gone = Worker.seen_at < now - FORGOTTEN_AFTER
    if Worker.select().where(gone).exists():  # looking takes no write lock
        Worker.delete().where(gone).execute()
