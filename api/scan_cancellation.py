"""Cancelling a scan."""

from __future__ import annotations

from collections.abc import Callable

import falcon
from falcon import Request, Response
from peewee import DoesNotExist

from api.contract import endpoint, refuse_fields
from api.problems import Problem
from api.requests import NoQuery
from api.responses import scan as shown
from api.scan_description import describe_scan, require_scan
from models.cancellation import AlreadyEnded, request_cancel
from models.clock import now
from models.scan import Scan
from settings import Settings


class CancelScan:
    """`/api/scans/{scan_id}/cancel`."""

    def __init__(self, settings: Settings, dispatch: Callable[[], object]) -> None:
        self._settings = settings
        self._dispatch = dispatch

    @endpoint("scans", answers={200: shown.Scan, 202: shown.Scan}, problems=(400, 404, 409, 411, 413, 415, 503))
    def on_post(self, req: Request, resp: Response, query: NoQuery, scan_id: str) -> None:
        """Cancel a scan: at once where it waits (200), else as soon as its worker looks up (202). May be repeated.

        What it has read is kept, and a retry goes on from there.
        """
        refuse_fields(req)
        require_scan(scan_id)
        is_cancelled = self._cancel(scan_id)
        if is_cancelled:
            self._dispatch()  # it may have held a slot
        resp.status = falcon.HTTP_200 if is_cancelled else falcon.HTTP_202
        resp.media = describe_scan(scan_id, self._settings)

    def _cancel(self, scan_id: str) -> bool:
        try:
            return request_cancel(scan_id, now=now())
        except (AlreadyEnded, DoesNotExist) as error:
            raise Problem(409, _why_not(require_scan(scan_id))) from error


def _why_not(scan: Scan) -> str:
    instead = {
        "failed": f"POST /api/scans/{scan.id}/retry lets it go on.",
        "completed": f"GET /api/scans/{scan.id}/pain-points shows what it found.",
        "partial": f"GET /api/scans/{scan.id}/pain-points shows what it found.",
    }
    return f"The scan {scan.id} is {scan.status}: there is nothing to cancel. {instead.get(scan.status, 'Ask again.')}"
