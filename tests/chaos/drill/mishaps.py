"""What befalls messages: their worker dies around them, or they come twice."""

from __future__ import annotations

import os
import random
import signal
import uuid
from typing import Any

from dramatiq.middleware import Middleware

_dooms: set[str] = set()


def doom(where: str) -> None:
    """Let this process die when its message comes to the `DieAt` of that name."""
    _dooms.add(where)


class DieAt(Middleware):
    """Kill -9 of the worker itself, at one point behind a message."""

    def __init__(self, where: str) -> None:
        self.where = where

    def after_process_message(self, broker: Any, message: Any, *, result: Any = None, exception: Any = None) -> None:
        if self.where in _dooms:
            os.kill(os.getpid(), signal.SIGKILL)


class SendTwice(Middleware):
    """Send copies of a share of all messages, as a client does that takes a slow answer for none."""

    def __init__(self, *, share: float) -> None:
        self.share = share

    def after_enqueue(self, broker: Any, message: Any, delay: int | None) -> None:
        if random.random() < self.share:
            copy = message.copy(options={"redis_message_id": str(uuid.uuid4())})
            broker.do_enqueue(copy.queue_name, copy.options["redis_message_id"], copy.encode())
