"""A poll that would tell nothing new costs a 304 and no body."""

from __future__ import annotations

from hashlib import blake2b

import falcon
from falcon import ETag, Request, Response


class ETags:
    """Tags what GET answers by its content, and leaves the body out where the client has it already.

    A tag is weak, since the body may be compressed on its way. Files bring a tag of their own; streams have none, since
    nobody knows what they hold before they are sent.
    """

    def process_response(self, req: Request, resp: Response, resource: object, req_succeeded: bool) -> None:
        if req.method not in ("GET", "HEAD") or falcon.http_status_to_code(resp.status) != 200:
            return
        # The answer may be kept, but has to be asked for again each time.
        resp.cache_control = ["no-cache"]
        if resp.stream is not None:
            return
        tag = ETag.loads(resp.get_header("ETag") or _tag_content(resp))
        resp.etag = tag.dumps()
        known = req.if_none_match or []
        if "*" in known or tag in known:
            resp.status = falcon.HTTP_304
            resp.data = resp.media = resp.text = None
            resp.delete_header("Content-Type")
            resp.delete_header("Content-Encoding")


def _tag_content(resp: Response) -> str:
    tag = ETag(blake2b(resp.render_body() or b"", digest_size=12).hexdigest())
    tag.is_weak = True
    return tag.dumps()
