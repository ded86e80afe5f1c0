"""The results of a scan as a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import structlog
from falcon import Request, Response

from api.contract import endpoint
from api.export_requests import ExportQuery
from api.export_results import export_results, refuse_unknown_ids
from api.problems import Problem
from api.scan_description import require_scan
from exports.formats import FORMATS, name_file
from models.clock import now
from models.database import database
from models.scan import Scan
from models.series import FINISHED
from settings import Settings

MEDIA_TYPES = tuple(known.media_type for known in FORMATS.values())

log = structlog.get_logger(__name__)


class Export:
    """`/api/scans/{scan_id}/export`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @endpoint("pain points", answers={200: None}, problems=(404, 409, 503), media_types=MEDIA_TYPES)
    def on_get(self, req: Request, resp: Response, query: ExportQuery, scan_id: str) -> None:
        """Write what a scan found, or some of it, to a file with all quotes.

        The file is streamed. One that was cut short lacks its end: JSON does not close, a report in HTML or Markdown
        does not say that it ends, and the transfer itself is not completed.
        """
        require_results(require_scan(scan_id))
        refuse_unknown_ids(scan_id, query)
        at = now()
        resp.content_type = FORMATS[query.format].media_type
        resp.downloadable_as = name_file(scan_id, at.isoformat(), query.format)
        resp.stream = self._stream(scan_id, query, at)

    def _stream(self, scan_id: str, query: ExportQuery, at: datetime) -> Iterator[bytes]:
        """Yield the file; the request's connection is closed by the time it begins, so that it opens its own."""
        try:
            yield from export_results(scan_id, query, self._settings, at=at)
        except Exception:
            # No problem document can be sent any more: the answer has begun. The server breaks it off.
            log.exception("export broke off", scan_id=scan_id, format=query.format)
            raise
        finally:
            if not database.is_closed():
                database.close()


def require_results(scan: Scan) -> None:
    """Refuse a scan that has none.

    Raises:
      Problem: It says what would give it some.
    """
    if scan.status in FINISHED:
        return
    address = f"/api/scans/{scan.id}"
    mend = f"Export it when it is completed; GET {address} says how far it is."
    if scan.status in ("failed", "cancelled"):
        mend = f"POST {address}/retry lets it go on; export it when it is completed."
    raise Problem(409, f"The scan {scan.id} is {scan.status} and has no results. {mend}")
