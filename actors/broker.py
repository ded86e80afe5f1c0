"""The broker, set so that crashed workers' messages come back in seconds."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dramatiq
import redis
from dramatiq.middleware import Pipelines, Retries, TimeLimit
from redis.backoff import NoBackoff
from redis.retry import Retry

from actors.middleware.claim_stage import ClaimStage
from actors.middleware.database_connection import DatabaseConnection
from actors.middleware.heartbeat import Heartbeat
from actors.middleware.prefetch import Prefetch
from actors.middleware.preflight import Preflight
from actors.middleware.start_limit import StartLimit
from actors.middleware.ticks import Ticks
from actors.reliable_broker import ReliableBroker
from settings import Settings, load_settings

NAMESPACE = "painpointradar"
# Out of a million commands. Dramatiq's default of 0.1 % makes an idle worker take minutes to see another's death.
ALWAYS = 1_000_000
HEARTBEAT_TIMEOUT_MS = 15_000
TIMEOUT_S = 5.0
PROBE_TIMEOUT_S = 1.0
# To connect, and again to answer: someone who polls for the queue's numbers waits for both.
GLANCE_TIMEOUT_S = 0.25


def create_broker(settings: Settings) -> ReliableBroker:
    """Return a broker for the server that the settings name; it connects on first use."""
    client = redis.Redis(connection_pool=_connection_pool(settings))
    return ReliableBroker(
        client=client,
        namespace=NAMESPACE,
        maintenance_chance=ALWAYS,
        heartbeat_timeout=HEARTBEAT_TIMEOUT_MS,
        # Hooks before a message run in this order, hooks after it in the reverse one.
        middleware=[
            Preflight(settings),
            Prefetch(),
            DatabaseConnection(),
            Heartbeat(settings),
            Ticks(settings),
            StartLimit(client, settings, namespace=NAMESPACE),
            ClaimStage(settings),
            TimeLimit(),
            Pipelines(),
            Retries(),
        ],
    )


def broker_problem() -> str | None:
    """Return why the broker cannot be reached, in a sentence with what mends it; None if it can."""
    with redis.Redis(connection_pool=_connection_pool(load_settings(), timeout_s=PROBE_TIMEOUT_S)) as probe:
        try:
            probe.ping()
        except redis.RedisError as error:
            return str(error)
    return None


@dataclass(frozen=True, slots=True)
class QueueDepth:
    """Messages of one queue: waiting for a worker, delayed until a time (also where a worker keeps them), and dead."""

    name: str
    waiting: int | None
    delayed: int | None
    dead: int | None


def queue_depths() -> list[QueueDepth]:
    """Return how full the broker's queues are, all numbers None where it does not say so at once."""
    names = sorted(dramatiq.get_broker().get_declared_queues())
    with closing(_connection_pool(load_settings(), timeout_s=GLANCE_TIMEOUT_S)) as pool:
        counts = redis.Redis(connection_pool=pool).pipeline(transaction=False)
        for name in names:
            counts.llen(f"{NAMESPACE}:{name}")
            # The queue of delayed messages itself is empty while a worker keeps them in memory.
            counts.hlen(f"{NAMESPACE}:{name}.DQ.msgs")
            counts.zcard(f"{NAMESPACE}:{name}.XQ")
        try:
            numbers = counts.execute()
        except redis.RedisError:
            numbers = [None] * 3 * len(names)
    return [QueueDepth(name, *numbers[3 * place : 3 * place + 3]) for place, name in enumerate(names)]


def _connection_pool(settings: Settings, *, timeout_s: float = TIMEOUT_S) -> redis.ConnectionPool:
    # No retries below Dramatiq's own: redis-py would repeat scripts that are not idempotent, and take seconds to fail.
    options: dict[str, Any] = {
        "socket_timeout": timeout_s,
        "socket_connect_timeout": timeout_s,
        "retry": Retry(NoBackoff(), 0),
    }
    if settings.broker_url:
        return redis.ConnectionPool.from_url(settings.broker_url, **options)
    return redis.ConnectionPool(connection_class=EmbeddedConnection, broker_file=settings.broker_file, **options)


class EmbeddedConnection(redis.Connection):
    """A connection to wherever the owner of the embedded broker says it is now."""

    def __init__(self, *, broker_file: Path, **options: Any) -> None:
        self.broker_file = broker_file
        super().__init__(**options)  # type: ignore[no-untyped-call]

    def connect(self) -> None:
        """Connect.

        Raises:
          redis.ConnectionError: No embedded broker runs; the message names the command that starts it.
        """
        try:
            place = json.loads(self.broker_file.read_text())
        except (OSError, ValueError) as error:
            raise redis.ConnectionError(
                f"No embedded broker runs on {self.broker_file.parent}. Start one with `make run`, "
                "or set REDIS_URL or REDIS_HOST to a server of your own."
            ) from error
        self.host, self.port = place["host"], place["port"]
        super().connect()  # type: ignore[no-untyped-call]
