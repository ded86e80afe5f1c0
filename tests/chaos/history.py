"""The history checker: what the events of all scans, in the order of their ids, must never show.

Every function returns what is wrong, a line each; nothing wrong is an empty list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from models.event import FINAL_KINDS, Event
from models.job import STAGES

# state → what may happen in it, and the state behind that. `waiting` is in line, `ready` holds a slot and has no
# worker, `running` has one, `done` has committed the last stage, `doomed` lost its worker for good.
MOVES: dict[str, dict[str, str]] = {
    "new": {"accepted": "waiting"},
    "waiting": {"started": "ready", "cancelled": "ended", "priority_changed": "waiting"},
    "ready": {
        "claimed": "running",
        "sent_again": "ready",
        "deferred": "waiting",
        "cancelled": "ended",
    },
    "running": {
        "stage_completed": "ready",
        "handed_back": "ready",
        "attempt_failed": "waiting",
        "deferred": "waiting",
        "worker_lost": "ready",
        "cancel_requested": "running",
        "cancelled": "ended",
        "failed": "ended",
    },
    "done": {"completed": "ended"},
    "doomed": {"failed": "ended"},
    "ended": {"retried": "waiting"},
}
BY_WORKER = ("stage_completed", "handed_back", "attempt_failed", "worker_lost", "completed")
# Two hosts read the database's clock at times of their own; more than this apart, one of them does not.
CLOCK_TOLERANCE = timedelta(seconds=1)


def check_history(
    events: Sequence[Event], *, accepted: Iterable[str], slots: int, starts: int = 0, window: timedelta | None = None
) -> list[str]:
    """Check all rules. `accepted` are the scans that must have ended; `starts` 0 means no limit."""
    wrong = [*broken_rules(events), *unended(events, accepted), *overfull_slots(events, slots)]
    if starts and window:
        wrong += overfull_windows(events, starts, window)
    return wrong


def broken_rules(events: Iterable[Event]) -> list[str]:
    """Walk each scan through its states: one claim at a time, stages once and in order, one end to each run."""
    wrong = []
    walks: defaultdict[str, Walk] = defaultdict(Walk)
    for event in events:
        wrong += [f"{event.scan_id}: {what} (event {event.id})" for what in walks[event.scan_id].step(event)]
    return wrong


class Walk:
    """One scan's way through its states."""

    def __init__(self) -> None:
        self.state = "new"
        self.stage = 0
        self.worker: str | None = None
        self.last_id = 0
        self.last_at: datetime | None = None

    def step(self, event: Event) -> Iterator[str]:
        yield from self._order(event)
        following = MOVES[self.state].get(event.kind)
        if following is None:
            yield f"{event.kind} while {self.state}"
        if event.kind in BY_WORKER and event.worker != self.worker:
            yield f"{event.kind} by {event.worker}, but {self.worker} has the claim"
        if event.kind in ("claimed", "stage_completed") and self.stage < len(STAGES):
            expected = STAGES[self.stage]
            if event.stage != expected:
                yield f"{event.kind} of {event.stage} where {expected} is due"
        self._enter(event, following or self.state)

    def _order(self, event: Event) -> Iterator[str]:
        if event.id <= self.last_id:
            yield f"{event.kind} stands behind event {self.last_id}"
        if self.last_at and event.at < self.last_at - CLOCK_TOLERANCE:
            yield f"{event.kind} at {event.at}, before the event it follows"
        self.last_id, self.last_at = event.id, event.at

    def _enter(self, event: Event, state: str) -> None:
        self.state = state
        match event.kind:
            case "claimed":
                self.worker = event.worker
            case "stage_completed":
                self.stage += 1
                if self.stage == len(STAGES):
                    self.state = "done"
            case "worker_lost":
                self.state = {"alone": "waiting", "crash_loop": "doomed"}.get(event.detail["outcome"], "ready")
        if self.state != "running" and self.state != "done":
            self.worker = None


def unended(events: Iterable[Event], accepted: Iterable[str]) -> list[str]:
    """Find accepted scans whose last run has no end, or of which there is no trace."""
    last: dict[str, str] = {}
    for event in events:
        last[event.scan_id] = event.kind
    return [
        f"{scan_id}: lost, its last event is {last.get(scan_id, 'none')}"
        for scan_id in accepted
        if last.get(scan_id) not in FINAL_KINDS
    ]


def overfull_slots(events: Iterable[Event], slots: int) -> list[str]:
    """Find moments in which a slot was held twice, or more slots than there are."""
    wrong = []
    holders: dict[str, int] = {}
    for event in events:
        if event.kind == "started":
            slot = event.detail["slot"]
            if slot in holders.values():
                wrong.append(f"{event.scan_id}: got slot {slot}, which is held (event {event.id})")
            holders[event.scan_id] = slot
            if len(holders) > slots:
                wrong.append(f"{event.scan_id}: {len(holders)} scans hold {slots} slots (event {event.id})")
        elif _frees_slot(event):
            holders.pop(event.scan_id, None)
    return wrong


def _frees_slot(event: Event) -> bool:
    if event.kind == "worker_lost":
        return event.detail["outcome"] in ("alone", "crash_loop")
    return event.kind in (*FINAL_KINDS, "attempt_failed", "deferred")


def overfull_windows(events: Iterable[Event], limit: int, window: timedelta) -> list[str]:
    """Find windows with more charged starts than allowed. A start is charged once for its key and window."""
    charged_at: dict[str, datetime] = {}
    charges: list[datetime] = []
    for event in events:
        if event.kind != "started":
            continue
        key = event.detail["key"]
        if key not in charged_at or event.at - charged_at[key] >= window:
            charged_at[key] = event.at
            charges.append(event.at)
    return crowded(sorted(charges), limit, window)


def crowded(times: Sequence[datetime], limit: int, window: timedelta) -> list[str]:
    """Find, in sorted times, those that end a window with more than `limit` of them."""
    return [
        f"{limit + 1} starts in {window} up to {last}"
        for first, last in zip(times, times[limit:], strict=False)
        if last - first < window
    ]
