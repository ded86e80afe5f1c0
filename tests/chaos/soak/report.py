"""What a soak shows: how its scans ended, how long recovery took, and what the checkers found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from models.event import FINAL_KINDS, Event
from tests.chaos import witness
from tests.chaos.effects import doubled
from tests.chaos.soak.faults import Fault
from tests.chaos.soak.run import Soaked

# A scan that has one of these again goes on, or has ended.
GOES_ON = ("claimed", "stage_completed", "attempt_failed", "deferred", *FINAL_KINDS)

AWAITS_A_MESSAGE = ("started", "stage_completed", "sent_again", "handed_back", "worker_lost")


@dataclass(frozen=True, slots=True)
class Report:
    ends: Counter[str]
    lost: int
    doubled: int
    suppressed: int
    retried: int
    deaths: int
    sent_again: int
    seconds: float
    faults: Counter[str]
    recoveries: dict[str, list[float]]  # seconds, by kind of fault
    wrong: list[str]


def report_on(soaked: Soaked) -> Report:
    events = witness.events()
    kinds = Counter(event.kind for event in events)
    last = {event.scan_id: event.kind for event in events}
    wrong = soaked.fleet.wrong() + soaked.wrong_counts
    return Report(
        ends=Counter(last[scan_id] for scan_id in soaked.fleet.accepted if last.get(scan_id) in FINAL_KINDS),
        lost=sum(last.get(scan_id) not in FINAL_KINDS for scan_id in soaked.fleet.accepted),
        doubled=doubled(wrong),
        suppressed=int(witness.total("messages_suppressed")),
        retried=soaked.retried,
        deaths=kinds["worker_lost"],
        sent_again=kinds["sent_again"],
        seconds=soaked.seconds,
        faults=Counter(fault.kind for fault in soaked.faults),
        recoveries=recoveries(events, soaked.faults),
        wrong=wrong,
    )


def recoveries(events: Sequence[Event], faults: Sequence[Fault]) -> dict[str, list[float]]:
    """Return, for each kind of fault, the seconds that each scan it struck stood still behind it.

    A fault of a worker strikes the scan that it ran; one of the broker, those that waited for a message. Where another
    fault of the broker comes before a scan goes on, the wait is counted from that one.
    """
    histories: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        histories[event.scan_id].append(event)
    outages = [fault.began for fault in faults if fault.is_of_broker]
    found: defaultdict[str, list[float]] = defaultdict(list)
    for fault in faults:
        next_outage = min((began for began in outages if began > fault.over), default=None)
        for history in histories.values():
            again = _goes_on_at(history, fault.over) if _strikes(fault, history) else None
            if again and not (next_outage and next_outage < again):
                found[fault.kind].append((again - fault.over).total_seconds())
    return dict(found)


def _strikes(fault: Fault, history: Sequence[Event]) -> bool:
    if fault.worker:
        last = _last_before(history, fault.began)
        return last is not None and last.kind == "claimed" and last.worker == fault.worker
    last = _last_before(history, fault.over)
    return last is not None and fault.is_of_broker and last.kind in AWAITS_A_MESSAGE


def _last_before(history: Sequence[Event], moment: datetime) -> Event | None:
    return next((event for event in reversed(history) if event.at <= moment), None)


def _goes_on_at(history: Sequence[Event], moment: datetime) -> datetime | None:
    return next((event.at for event in history if event.at > moment and event.kind in GOES_ON), None)


def render(report: Report) -> str:
    """Write the report as tables in Markdown."""
    ends, slowest = report.ends, max((max(seconds) for seconds in report.recoveries.values()), default=0.0)
    accepted = ends.total() + report.lost
    lines = [
        "| accepted | completed | failed | cancelled | lost | duplicated effects | slowest recovery | took |",
        "|---|---|---|---|---|---|---|---|",
        f"| {accepted} | {ends['completed']} | {ends['failed']} | {ends['cancelled']} | {report.lost} "
        f"| {report.doubled} | {slowest:.1f} s | {report.seconds:.0f} s |",
        "",
        f"Made good: {report.deaths} lost workers, {report.sent_again} lost messages, {report.suppressed} superfluous "
        f"ones. Scans that a user retried: {report.retried}. What the checkers found wrong: {len(report.wrong)}.",
        "",
        "| fault | times | scans struck | median recovery | slowest |",
        "|---|---|---|---|---|",
        *(_render_fault(kind, times, report.recoveries.get(kind, [])) for kind, times in sorted(report.faults.items())),
    ]
    return "\n".join(lines)


def _render_fault(kind: str, times: int, seconds: list[float]) -> str:
    shown = f"{median(seconds):.1f} s | {max(seconds):.1f} s" if seconds else "– | –"
    return f"| {kind} | {times} | {len(seconds)} | {shown} |"
