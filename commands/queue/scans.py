"""`cli.py queue cancel`, `retry`, `priority`, `events`: what concerns one scan."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated

from rich.console import Console
from typer import Argument

from api.request_fields import Priority
from commands.queue.opening import open_queue, say_what_starts
from models.cancellation import AlreadyEnded, request_cancel
from models.clock import now
from models.database import transaction
from models.event import Event, events_of
from models.job import change_priority
from models.owner import LOCAL_OWNER_ID
from models.resumption import NotResumable, resume_scan
from models.scan import Scan, find_scan
from stack.errors import StackError

EVENTS_AT_A_TIME = 500

ScanId = Annotated[str, Argument(metavar="SCAN", help="the scan's id, or its job's")]


def cancel(scan: ScanId) -> None:
    """Cancel a scan: at once where it waits, else as soon as its worker looks up. What it has read is kept."""
    open_queue()
    scan_id = _require_scan(scan).id
    try:
        is_cancelled = request_cancel(scan_id, now=now())
    except AlreadyEnded as error:
        raise StackError(f"The scan {scan_id} is {_status(scan_id)}: there is nothing to cancel.") from error
    _say(f"The scan {scan_id} is cancelled." if is_cancelled else f"The worker of {scan_id} was asked to end it.")


def retry(scan: ScanId) -> None:
    """Let a failed or cancelled scan go on from its last good stage."""
    open_queue()
    scan_id = _require_scan(scan).id
    try:
        resume_scan(scan_id, now=now())
    except NotResumable as error:
        state = f"The scan {scan_id} is {_status(scan_id)}"
        raise StackError(f"{state}; only a failed or cancelled one can be retried.") from error
    _say(f"The scan {scan_id} waits for its turn. {say_what_starts()}")


def priority(scan: ScanId, priority: Annotated[Priority, Argument()]) -> None:
    """Change the priority of a scan that waits."""
    open_queue()
    scan_id = _require_scan(scan).id
    with transaction():
        is_moved = change_priority(scan_id, priority, now=now())
    if not is_moved:
        state = f"The scan {scan_id} is {_status(scan_id)}"
        raise StackError(f"{state}; only one that waits has a place in the line to change.")
    _say(f"The scan {scan_id} waits with the priority {priority}. {say_what_starts()}")


def events(scan: ScanId) -> None:
    """Print what happened to a scan, oldest first."""
    open_queue()
    for event in _all_events(_require_scan(scan).id):
        who = f" by {event.worker}" if event.worker else ""
        where = f" {event.stage}" if event.stage else ""
        attempt = f" (attempt {event.attempt})" if event.attempt else ""
        detail = f"  {json.dumps(event.detail, ensure_ascii=False)}" if event.detail else ""
        _say(f"{event.at:%Y-%m-%d %H:%M:%S.%f}"[:-3] + f" {event.kind}{where}{attempt}{who}{detail}")


def _require_scan(name: str) -> Scan:
    scan = find_scan(name.removeprefix("scan-"), LOCAL_OWNER_ID)
    if scan is None:
        raise StackError(f"There is no scan {name!r}. `cli.py queue jobs` lists the jobs, each with its scan's id.")
    return scan


def _status(scan_id: str) -> str:
    return str(Scan.get_by_id(scan_id).status)


def _all_events(scan_id: str) -> Iterator[Event]:
    seen = 0
    while page := events_of(scan_id, limit=EVENTS_AT_A_TIME, after_id=seen):
        yield from page
        seen = page[-1].id


def _say(sentence: str) -> None:
    Console(highlight=False, markup=False).print(sentence, soft_wrap=True)
