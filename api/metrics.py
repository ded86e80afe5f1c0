"""The queue in numbers for Prometheus.

All are read from the database at each scrape, so that every process of the API answers alike and a restart loses none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from itertools import accumulate
from typing import get_args

from falcon import Request, Response
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector
from prometheus_client.utils import floatToGoString

from api.contract import endpoint
from api.requests import NoQuery
from models.clock import now
from models.job import STAGES
from models.queue_control import paused_since
from models.queue_status import count_jobs, oldest_waiting
from models.tally import totals
from models.waiting_line import next_room_at
from models.worker import Role, live_workers
from settings import Settings

PREFIX = "painpointradar_"


class Metrics:
    """`/metrics`."""

    def __init__(self, settings: Settings) -> None:
        self._queue = Queue(starts_per_window=settings.scan_starts_per_minute, slots=settings.scan_concurrency)

    @endpoint("service", answers={200: None, 304: None}, problems=(503,))
    def on_get(self, req: Request, resp: Response, query: NoQuery) -> None:
        """Give the queue's numbers to Prometheus, as text in its exposition format."""
        resp.data = generate_latest(self._queue)
        # Every version of Prometheus reads this one, and nothing here needs a newer.
        resp.content_type = CONTENT_TYPE_PLAIN_0_0_4


class Queue(Collector):
    """Keeps nothing between two scrapes."""

    def __init__(self, *, starts_per_window: int, slots: int) -> None:
        self._starts_per_window = starts_per_window
        self._slots = slots

    def collect(self) -> Iterator[Metric]:
        """Read everything first, so that trouble with the database comes before the first line.

        Raises:
          peewee.DatabaseError, models.database.DatabaseUnavailable
        """
        yield from [*self._describe_now(now()), *_describe_totals(totals())]

    def _describe_now(self, at: datetime) -> Iterator[Metric]:
        room_at = next_room_at(self._starts_per_window, at)
        jobs = asdict(count_jobs(at, held_back=room_at is not None))
        yield _gauges("jobs", "Jobs that are kept, by state, as /api/queue/status counts them.", "state", jobs)
        yield _gauge(
            "oldest_waiting_seconds",
            "For how long the oldest job that is due has been waiting; 0 where none is.",
            _seconds_between(oldest_waiting(at), at),
        )
        yield _gauge("slots", "Jobs that may be active at once (SCAN_CONCURRENCY).", self._slots)
        yield _gauge(
            "start_limit_retry_after_seconds",
            "How long until the limit of starts lets the next scan start; 0 where it does so now.",
            _seconds_between(at, room_at),
        )
        yield _gauge("paused", "1 while the queue is paused, else 0.", bool(paused_since()))
        workers = {role: len(live_workers(at, role=role)) for role in get_args(Role)}
        yield _gauges("workers", "Processes that are alive, by role.", "role", workers)


def _describe_totals(counted: Mapping[str, Mapping[str, float]]) -> Iterator[Metric]:
    yield _attempts(counted["attempts"])
    yield _stage_durations(counted["stage_seconds_bucket"], counted["stage_seconds_sum"])
    begun = {stage: counted["attempts"][f"{stage} begun"] for stage in STAGES}
    yield _counters("attempts_begun", "Attempts at a stage that a worker began.", "stage", begun)
    for name, describes, label in (
        ("deferrals", "Jobs put back in line without burning an attempt.", "reason"),
        ("recoveries", "What was lost and made good, or given up (crash_loop).", "cause"),
        ("messages_suppressed", "Messages that ran nothing: they came twice, too late or too early.", "stage"),
        ("lost_claims", "Attempts that another worker had taken over.", "stage"),
    ):
        yield _counters(name, describes, label, counted[name])


def _attempts(counted: Mapping[str, float]) -> Metric:
    """Leave out those that merely began, so that the outcomes add up."""
    family = CounterMetricFamily(
        f"{PREFIX}attempts",
        "Attempts at a stage that ended. Others still run, or were handed back, deferred, cancelled or lost.",
        labels=["stage", "outcome"],
    )
    for stage in STAGES:
        for outcome in ("completed", "retried", "failed"):
            family.add_metric([stage, outcome], counted[f"{stage} {outcome}"])
    return family


def _stage_durations(buckets: Mapping[str, float], sums: Mapping[str, float]) -> Metric:
    """Add up the buckets, also those that only an earlier version had, so that they never decrease with `le`."""
    family = HistogramMetricFamily(
        f"{PREFIX}stage_duration_seconds", "How long completed stages took.", labels=["stage"]
    )
    bounds = sorted({float(label.split()[1]) for label in buckets})
    for stage in STAGES:
        counts = accumulate(buckets.get(f"{stage} {bound}", 0) for bound in bounds)
        family.add_metric([stage], list(zip(map(floatToGoString, bounds), counts, strict=True)), sums[stage])
    return family


def _gauge(name: str, describes: str, value: float) -> Metric:
    return GaugeMetricFamily(PREFIX + name, describes, value=value)


def _gauges(name: str, describes: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(PREFIX + name, describes, labels=[label])
    for of, value in values.items():
        family.add_metric([of], value)
    return family


def _counters(name: str, describes: str, label: str, values: Mapping[str, float]) -> Metric:
    family = CounterMetricFamily(PREFIX + name, describes, labels=[label])
    for of, value in values.items():
        family.add_metric([of], value)
    return family


def _seconds_between(start: datetime | None, end: datetime | None) -> float:
    return 0 if start is None or end is None else max(0.0, (end - start).total_seconds())
