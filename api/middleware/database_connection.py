"""Connections open on first use; they close with the request that used them."""

from __future__ import annotations

import threading

import structlog
from falcon import Request, Response
from peewee import PeeweeException

from models import clock
from models.database import DatabaseUnavailable, database

log = structlog.get_logger(__name__)


class DatabaseConnection:
    """Keeps no connection between requests, so that a replaced or moved database file is seen at once.

    Before a request it lets the clock ask the database for the time, where that is due.
    """

    def __init__(self) -> None:
        self._asking = threading.Lock()

    def process_request(self, req: Request, resp: Response) -> None:
        if req.path == "/healthz":
            return  # asks nothing of others
        # One request asks. While a lost database makes it wait, the others do not queue up behind it.
        if not self._asking.acquire(blocking=False):
            return
        try:
            clock.sync()
        except (PeeweeException, DatabaseUnavailable) as error:
            log.warning("the database does not tell the time", error=str(error))
        finally:
            self._asking.release()

    def process_response(self, req: Request, resp: Response, resource: object, req_succeeded: bool) -> None:
        if not database.is_closed():
            database.close()
