"""Retrying a scan that failed or was cancelled."""

from __future__ import annotations

from collections.abc import Callable

import falcon
from falcon import Request, Response

from api.contract import endpoint, refuse_fields
from api.problems import Problem
from api.requests import NoQuery
from api.responses import scan as shown
from api.scan_description import describe_scan, require_scan
from models.clock import now
from models.resumption import NotResumable, resume_scan
from models.scan import Scan
from settings import Settings


class RetryScan:
    """`/api/scans/{scan_id}/retry`."""

    def __init__(self, settings: Settings, dispatch: Callable[[], object]) -> None:
        self._settings = settings
        self._dispatch = dispatch

    @endpoint("scans", answers={202: shown.Scan}, problems=(400, 404, 409, 411, 413, 415, 503))
    def on_post(self, req: Request, resp: Response, query: NoQuery, scan_id: str) -> None:
        """Let a failed or cancelled scan go on from its last good stage, with all its attempts again."""
        refuse_fields(req)
        require_scan(scan_id)
        try:
            resume_scan(scan_id, now=now())
        except NotResumable as error:
            raise Problem(409, _why_not(require_scan(scan_id))) from error
        self._dispatch()
        resp.status = falcon.HTTP_202
        resp.location = f"/api/scans/{scan_id}"
        resp.media = describe_scan(scan_id, self._settings)


def _why_not(scan: Scan) -> str:
    instead = {
        "queued": "It starts when its turn comes.",
        "running": f"Let it end, or end it with POST /api/scans/{scan.id}/cancel.",
    }
    state = f"The scan {scan.id} is {scan.status}; only a failed or cancelled one can be retried."
    return f"{state} {instead.get(scan.status, 'POST /api/scans asks its question anew.')}"
