"""Scans."""

from __future__ import annotations

from collections.abc import Callable

import falcon
from falcon import Request, Response

from api.contract import endpoint
from api.pagination import ScanPosition, cut_page, read_cursor
from api.render import render_scan_summary
from api.requests import NoQuery, ScanHeaders, ScanListQuery, ScanRequest
from api.responses import scan as shown
from api.scan_creation import accept_scan
from models.clock import now
from models.job import job_id_of
from models.owner import LOCAL_OWNER_ID
from models.scan import Scan, list_scans
from models.top_pain_points import top_pain_points
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
        top = top_pain_points([scan.id for scan in page])
        items = [render_scan_summary(scan, top.get(scan.id, [])) for scan in page]
        resp.media = shown.ScanList(items=items, next=following)


def _position(scan: Scan) -> ScanPosition:
    return ScanPosition(scan.created_at, scan.id)
