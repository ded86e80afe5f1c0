"""Bodies are JSON, so that no web form can send one: a browser asks first before it sends JSON elsewhere."""

from __future__ import annotations

import falcon
from falcon import Request, Response

from api.problems import Problem

METHODS_WITH_BODY = {"POST", "PUT", "PATCH"}


class JsonOnly:
    def process_request(self, req: Request, resp: Response) -> None:
        if req.method in METHODS_WITH_BODY and _media_type(req) != falcon.MEDIA_JSON:
            raise Problem(415, f"This API takes JSON only. Send the header Content-Type: {falcon.MEDIA_JSON}.")


def _media_type(req: Request) -> str:
    return (req.content_type or "").partition(";")[0].strip().lower()
