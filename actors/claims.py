"""The claims that this process holds: taken before a stage runs, renewed while it runs, dropped behind it."""

from __future__ import annotations

import os
import secrets
import socket
import threading

from models.claim import Claim

WORKER_ID = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"

_held: dict[int, Claim] = {}


def hold(claim: Claim) -> None:
    _held[threading.get_ident()] = claim


def drop() -> None:
    _held.pop(threading.get_ident(), None)


def current() -> Claim:
    """Return the claim that this thread's message was granted.

    Raises:
      KeyError: The message was let through without one.
    """
    return _held[threading.get_ident()]


def held() -> list[Claim]:
    return list(_held.values())
