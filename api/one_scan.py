"""One scan."""

from __future__ import annotations

from collections.abc import Callable

import falcon
from falcon import Request, Response

from actors.scan_deletion import delete_from_series
from api.contract import endpoint
from api.problems import Problem
from api.requests import NoQuery, ScanChange
from api.responses import scan as shown
from api.scan_description import describe_scan, require_scan
from models.clock import now
from models.database import transaction
from models.deletion import ScanIsRunning
from models.job import change_priority
from settings import Settings


class OneScan:
    """`/api/scans/{scan_id}`."""

    def __init__(self, settings: Settings, dispatch: Callable[[], object]) -> None:
        self._settings = settings
        self._dispatch = dispatch

    @endpoint("scans", answers={200: shown.Scan, 304: None}, problems=(404, 503))
    def on_get(self, req: Request, resp: Response, query: NoQuery, scan_id: str) -> None:
        """Show how far a scan is, what it covered, and how it ended."""
        resp.media = describe_scan(scan_id, self._settings)

    @endpoint("scans", answers={200: shown.Scan}, problems=(400, 404, 409, 411, 413, 415, 503))
    def on_patch(self, req: Request, resp: Response, query: NoQuery, json: ScanChange, scan_id: str) -> None:
        """Change the priority of a scan that waits; it keeps the time that it has waited."""
        require_scan(scan_id)
        with transaction():
            is_moved = change_priority(scan_id, json.priority, now=now())
        if not is_moved:
            state = f"The scan {scan_id} is {require_scan(scan_id).status}"
            raise Problem(409, f"{state}; only one that waits has a place in the line to change.")
        self._dispatch()
        resp.media = describe_scan(scan_id, self._settings)

    @endpoint("scans", answers={204: None}, problems=(404, 409, 503))
    def on_delete(self, req: Request, resp: Response, query: NoQuery, scan_id: str) -> None:
        """Delete a scan, its results, and the documents that no other scan saw."""
        scan = require_scan(scan_id)
        try:
            delete_from_series(scan)
        except ScanIsRunning as error:
            instead = f"Delete it when it has ended; POST /api/scans/{scan_id}/cancel ends it."
            raise Problem(409, f"The scan {scan_id} is running. {instead}") from error
        resp.status = falcon.HTTP_204
