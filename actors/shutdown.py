"""Whether this worker was asked to stop: stages look at every checkpoint and hand their work back."""

from __future__ import annotations

import threading

_begun = threading.Event()


def begin() -> None:
    _begun.set()


def has_begun() -> bool:
    return _begun.is_set()
