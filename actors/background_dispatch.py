"""Dispatching beside the requests: a request never waits for the broker, however slow that is."""

from __future__ import annotations

import threading

import structlog
from peewee import PeeweeException

from actors.dispatcher import dispatch
from models.database import database

log = structlog.get_logger(__name__)

_asked = threading.Event()
_start = threading.Lock()
_thread: threading.Thread | None = None


def ask_to_dispatch() -> None:
    """Let the waiting scans be looked at soon; returns at once."""
    global _thread
    _asked.set()
    with _start:
        # Started on first use, since no thread survives the fork of the web server's workers.
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_dispatch_when_asked, name="dispatch", daemon=True)
            _thread.start()


def _dispatch_when_asked() -> None:
    while True:
        _asked.wait()
        _asked.clear()
        try:
            with database.connection_context():
                dispatch()
        except PeeweeException as error:
            log.warning("could not dispatch, a worker's tick will", error=str(error))
