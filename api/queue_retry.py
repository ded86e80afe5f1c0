"""Retrying all that failed."""

from __future__ import annotations

from collections.abc import Callable

from falcon import Request, Response

from api.contract import endpoint
from api.requests import NoQuery, RetryFailedRequest
from api.responses.queue import Retried
from models.clock import now
from models.failed_scans import resume_failed_scans
from models.owner import LOCAL_OWNER_ID


class RetryFailed:
    """`/api/queue/retry-failed`."""

    def __init__(self, dispatch: Callable[[], object]) -> None:
        self._dispatch = dispatch

    @endpoint("queue", answers={200: Retried}, problems=(400, 411, 413, 415, 503))
    def on_post(self, req: Request, resp: Response, query: NoQuery, json: RetryFailedRequest) -> None:
        """Let the scans of all failed jobs go on, each as its own retry does; first the one that failed first."""
        scan_ids = resume_failed_scans(LOCAL_OWNER_ID, limit=json.limit, now=now())
        self._dispatch()
        resp.media = Retried(retried=len(scan_ids), scan_ids=scan_ids)
