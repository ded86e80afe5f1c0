"""What the database says of drilled scans, read by the tests directly."""

from __future__ import annotations

from models import worker
from models.clock import now
from models.database import database
from models.event import Event
from models.job import Job, job_id_of
from models.queue_status import running_stages
from models.resumption import RESUMABLE
from models.scan import Scan
from models.tally import Tally
from models.worker import Worker
from tests.e2e.harness import wait_for

PATIENCE_S = 30.0
ENDED = ("completed", "failed", "cancelled")


def events(scan_id: str | None = None) -> list[Event]:
    """Return the events of one scan or of all, in the order they were appended."""
    query = Event.select() if scan_id is None else Event.select().where(Event.scan == scan_id)
    with database.connection_context():
        return list(query.order_by(Event.id))


def kinds(scan_id: str) -> list[str]:
    return [event.kind for event in events(scan_id)]


def job(scan_id: str) -> Job:
    with database.connection_context():
        found: Job = Job.get_by_id(job_id_of(scan_id))
        return found


def scan(scan_id: str) -> Scan:
    with database.connection_context():
        found: Scan = Scan.get_by_id(scan_id)
        return found


def unfinished() -> list[str]:
    with database.connection_context():
        return [row.scan_id for row in Job.select().where(Job.state.not_in(ENDED))]


def resumable() -> list[str]:
    with database.connection_context():
        return [row.scan_id for row in Job.select().where(Job.state.in_(RESUMABLE))]


def busy_workers() -> list[str]:
    with database.connection_context():
        return list(running_stages())


def wait_for_event(
    scan_id: str, kind: str, *, stage: str | None = None, after: int = 0, within_s: float = PATIENCE_S
) -> Event:
    """Wait until a scan has an event of that kind behind the event with the id `after`, and return it."""
    found: list[Event] = []

    def has_come() -> bool:
        found[:] = [
            event
            for event in events(scan_id)
            if event.id > after and event.kind == kind and stage in (None, event.stage)
        ]
        return bool(found)

    wait_for(has_come, within_s=within_s, what=lambda: f"no {kind} in {describe(scan_id)}")
    return found[0]


def wait_until_ended(*scan_ids: str, within_s: float = PATIENCE_S) -> None:
    def have_ended() -> bool:
        with database.connection_context():
            ids = [job_id_of(scan_id) for scan_id in scan_ids]
            return not Job.select().where(Job.id.in_(ids), Job.state.not_in(ENDED)).exists()

    wait_for(have_ended, within_s=within_s, what=lambda: "\n".join(map(describe, scan_ids)))


def live_workers() -> list[Worker]:
    with database.connection_context():
        return worker.live_workers(now())


def pid_of(worker_id: str) -> int:
    """Return the process of a worker; one that has just started may claim a stage before its first heartbeat."""
    pids: list[int] = []

    def has_beaten() -> bool:
        with database.connection_context():
            pids[:] = [row.pid for row in Worker.select().where(Worker.id == worker_id)]
        return bool(pids)

    wait_for(has_beaten, within_s=PATIENCE_S, what=lambda: f"no heartbeat of {worker_id}")
    return pids[0]


def total(name: str) -> float:
    """Add up a tally over its labels."""
    with database.connection_context():
        return float(sum(row.value for row in Tally.select().where(Tally.name == name)))


def wait_for_total(name: str, *, above: float, within_s: float = PATIENCE_S) -> None:
    """Wait until a tally has grown beyond a value; processes add theirs with each heartbeat."""
    wait_for(lambda: total(name) > above, within_s=within_s, what=lambda: f"{name} is {total(name)}")


def describe(scan_id: str) -> str:
    lines = [
        f"{event.id} {event.at:%H:%M:%S.%f} {event.kind} {event.stage or ''} {event.worker or ''} {event.detail}"
        for event in events(scan_id)
    ]
    return "\n  ".join([f"scan {scan_id}: {job(scan_id).state} {job(scan_id).stage_state}", *lines])
