"""Bodies are small and say their size, so that none can fill the memory."""

from __future__ import annotations

from falcon import Request, Response

from api.middleware.json_only import METHODS_WITH_BODY
from api.problems import Problem

MOST_BYTES = 64 * 1024


class BodyLimit:
    def process_request(self, req: Request, resp: Response) -> None:
        if req.method not in METHODS_WITH_BODY:
            return  # nobody reads it
        size = req.content_length
        if size is not None and size > MOST_BYTES:
            raise Problem(413, f"The body has {size:,} bytes; at most {MOST_BYTES:,} will do. Send it in parts.")
        if size is None and req.get_header("Transfer-Encoding"):
            raise Problem(411, "The body does not say its size. Send the header Content-Length.")
