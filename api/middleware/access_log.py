"""One log line for each request that was answered."""

from __future__ import annotations

import time

import falcon
import structlog
from falcon import Request, Response

log = structlog.get_logger(__name__)


class AccessLog:
    """Stands first, so that its line has the final status and the whole time."""

    def process_request(self, req: Request, resp: Response) -> None:
        req.context.began = time.perf_counter()

    def process_response(self, req: Request, resp: Response, resource: object, req_succeeded: bool) -> None:
        status = falcon.http_status_to_code(resp.status)
        # Clients poll: a read that went well is worth a line only to those who ask for them.
        is_probe = req.path in ("/healthz", "/readyz")
        write = log.debug if is_probe or (req.method in ("GET", "HEAD") and status < 400) else log.info
        write(
            "request",
            method=req.method,
            path=falcon.uri.encode(req.path),  # no line breaks, no escape codes
            status=status,
            ms=round((time.perf_counter() - req.context.began) * 1000, 1),
        )
