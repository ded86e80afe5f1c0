"""What the guard on starts let through, watched on the server, with the times that Redis itself wrote down."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import redis

from actors.broker import NAMESPACE

KEY = f"{NAMESPACE}:starts"
OVER = "nobody watches any more"


@dataclass(frozen=True, slots=True)
class Start:
    """One start that was let through and charged to `key`."""

    at: datetime
    key: str


@contextmanager
def starts_by_redis_clock(url: str) -> Iterator[list[Start]]:
    """Watch the block; behind it, the list has the starts in it, in the order in which they were let through."""
    starts: list[Start] = []
    with redis.Redis.from_url(url) as client, client.monitor() as monitor:
        watcher = threading.Thread(target=_watch, args=(monitor, starts), daemon=True)
        watcher.start()
        yield starts
        client.echo(OVER)
        watcher.join(timeout=10)
        assert not watcher.is_alive()
    assert starts, "no start was let through"


def _watch(monitor: Any, starts: list[Start]) -> None:
    for seen in monitor.listen():
        command = seen["command"]
        if OVER in command:
            return
        word, *arguments = command.split(" ")
        if word.upper() == "ZADD" and arguments[0] == KEY:
            starts.append(Start(datetime.fromtimestamp(float(arguments[1]) / 1000, UTC), arguments[2]))
