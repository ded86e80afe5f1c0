"""Scans."""

from __future__ import annotations

from collections.abc import Callable

import falcon
from falcon import Request, Response

from api.contract import endpoint
from api.pagination import ScanPosition, cut_page, read_cursor
from api.problems import Problem, not_found
from api.render import render_scan, render_scan_summary
from api.requests import NoQuery, ScanHeaders, ScanListQuery, ScanRequest
from api.responses import scan as shown
from api.scan_creation import accept_scan
from models.clock import now
from models.deletion import ScanIsRunning, delete_scan
from models.job import job_id_of
from models.owner import LOCAL_OWNER_ID
from models.scan import Scan, coverage_of, find_scan, list_scans
from settings import Settings


class Scans:
    """`/api/scans`."""

    def __init__(self, settings: Settings, dispatch: Callable[[], object]) -> None:
        self._settings = settings
        self._dispatch = dispatch

    @endpoint("scans", answers={202: shown.Accepted}, problems=(400, 411, 413, 415, 503))
    def on_post(self, req: Request, resp: Response, query: NoQuery, headers: ScanHeaders, json: ScanRequest) -> None:
        """Ask a question: queue a scan and say where it can be followed."""
        scan_id = accept_scan(json, headers.idempotency_key, settings=self._settings, now=now())
        self._dispatch()
        resp.status = falcon.HTTP_202
        resp.location = f"/api/scans/{scan_id}"
        resp.media = shown.Accepted(id=scan_id, job_id=job_id_of(scan_id))

    @endpoint("scans", answers={200: shown.ScanList, 304: None}, problems=(503,))
    def on_get(self, req: Request, resp: Response, query: ScanListQuery) -> None:
        """List scans, newest first, without their coverage."""
        position = read_cursor(query.cursor, ScanPosition)
        scans = list_scans(LOCAL_OWNER_ID, limit=query.limit + 1, status=query.status, before=position)
        page, following = cut_page(scans, req.path, query, _position)
        resp.media = shown.ScanList(items=[render_scan_summary(scan) for scan in page], next=following)


def _position(scan: Scan) -> ScanPosition:
    return ScanPosition(scan.created_at, scan.id)


class OneScan:
    """`/api/scans/{scan_id}`."""

    @endpoint("scans", answers={200: shown.Scan, 304: None}, problems=(404, 503))
    def on_get(self, req: Request, resp: Response, query: NoQuery, scan_id: str) -> None:
        """Show how far a scan is, what it covered, and how it ended."""
        resp.media = render_scan(require_scan(scan_id), coverage_of(scan_id))

    @endpoint("scans", answers={204: None}, problems=(404, 409, 503))
    def on_delete(self, req: Request, resp: Response, query: NoQuery, scan_id: str) -> None:
        """Delete a scan, its results, and the documents that no other scan saw."""
        require_scan(scan_id)
        try:
            delete_scan(scan_id)
        except ScanIsRunning as error:
            raise Problem(409, f"The scan {scan_id} is running. Delete it when it has ended.") from error
        resp.status = falcon.HTTP_204


def require_scan(scan_id: str) -> Scan:
    """Return the scan.

    Raises:
      Problem: There is none.
    """
    scan = find_scan(scan_id, LOCAL_OWNER_ID)
    if scan is None:
        raise not_found(f"scan {scan_id!r}", "GET /api/scans lists the scans that there are.")
    return scan
