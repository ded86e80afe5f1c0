"""A real Valkey server that tests may kill, restart, freeze and wipe."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from stack.embedded_broker import start_embedded_broker
from tests.e2e.harness import wait_for

QUEUE = "painpointradar:scans"


class FrailBroker:
    """It keeps its port and its data over all that happens to it."""

    def __init__(self, folder: Path) -> None:
        self.server = start_embedded_broker(folder)
        self.url: str = json.loads((folder / "broker.json").read_text())["url"]
        self.client: Any = redis.Redis.from_url(self.url, socket_timeout=2, retry=Retry(NoBackoff(), 0))

    def kill(self) -> None:
        """Kill -9: what its log has not on disk yet is lost."""
        os.kill(self.server.pid, signal.SIGKILL)
        wait_for(lambda: not self.server.is_running, within_s=5, what=lambda: "the broker survived kill -9")

    def start(self) -> None:
        self.server.start()
        wait_for(self.answers, within_s=10, what=lambda: "the broker does not come back")

    def restart(self, *, away_s: float) -> None:
        self.kill()
        time.sleep(away_s)
        self.start()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """SIGSTOP around the block: it accepts connections and never answers."""
        os.kill(self.server.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.server.pid, signal.SIGCONT)

    def wipe(self) -> None:
        self.client.flushall()

    def answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except redis.RedisError:
            return False

    def messages_waiting(self) -> int:
        return int(self.client.llen(QUEUE))
