"""Bodies are JSON, so that no web form can send one: a browser asks first before it sends JSON elsewhere."""

from __future__ import annotations

import falcon
from falcon import Request, Response

from api.problems import Problem

METHODS_WITH_BODY = {"POST", "PUT", "PATCH"}


class JsonOnly:
    """Lets a request pass that has no body and names no type, as `curl -X POST` sends it.

    A form is none, even an empty one: browsers name its type always. What a page's script can send without a type
    carries its Origin, which `LocalOnly` has checked by then.
    """

    def process_request(self, req: Request, resp: Response) -> None:
        if req.method not in METHODS_WITH_BODY or _is_bare(req) or _media_type(req) == falcon.MEDIA_JSON:
            return
        bodyless = "" if req.content_length else " Or send neither a body nor that header."
        raise Problem(415, f"This API takes JSON only. Send the header Content-Type: {falcon.MEDIA_JSON}.{bodyless}")


def _is_bare(req: Request) -> bool:
    return not (req.content_type or req.content_length or req.get_header("Transfer-Encoding"))


def _media_type(req: Request) -> str:
    return (req.content_type or "").partition(";")[0].strip().lower()
