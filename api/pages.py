"""The dashboard: one page for every address of it, and the files that it loads."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

import falcon
from falcon import Request, Response

from api.middleware.security_headers import CONTENT_SECURITY_POLICY
from api.static_files import StaticFile, StaticFiles, read_folder

FOLDER = Path(__file__).parent / "static"
INDEX = "index.html"
# The page reads its address itself, also whether there is such a scan.
ADDRESSES = (
    "/",
    "/scans/{scan_id}",
    "/scans/{scan_id}/pain-points/{pain_point_id}",
    "/compare",
    "/audiences",
    "/queue",
)
FILES = "/static/{name:path}"
# Below these are only things that programs ask for.
NO_PAGES_BELOW = ("/api/", "/static/", "/docs/")
PAGES_MAY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Page:
    """One HTML file, whatever the address says."""

    def __init__(self, file: StaticFile) -> None:
        self._file = file

    def on_get(self, req: Request, resp: Response, **ids: str) -> None:
        send_page(req, resp, self._file)

    on_head = on_get


def add_pages(app: falcon.App[Request, Response], folder: Path = FOLDER) -> None:
    """Serve the dashboard of `folder`, at its addresses and, with 404, to browsers that are lost."""
    files = _read(folder)
    page = Page(files[INDEX])
    for address in ADDRESSES:
        app.add_route(address, page)
    app.add_route(FILES, StaticFiles(files))
    app.add_error_handler(falcon.HTTPRouteNotFound, partial(_answer_unknown_address, files[INDEX]))


def send_page(req: Request, resp: Response, page: StaticFile) -> None:
    """Answer with a page that may load only what comes from here, and run no script that stands in it."""
    page.send(req, resp)
    resp.set_header(CONTENT_SECURITY_POLICY, PAGES_MAY)


def _answer_unknown_address(
    page: StaticFile, req: Request, resp: Response, error: falcon.HTTPRouteNotFound, params: Mapping[str, Any]
) -> None:
    resp.append_header("Vary", "Accept")
    if req.method not in ("GET", "HEAD") or req.path.startswith(NO_PAGES_BELOW) or not _is_browser(req):
        raise error
    send_page(req, resp, page)
    resp.status = falcon.HTTP_404
    resp.delete_header("ETag")  # there is nothing here that a browser could have


def _is_browser(req: Request) -> bool:
    """Tell who asks for HTML by its name: programs ask for JSON, or for anything."""
    return "text/html" in req.accept.lower()


# Once for each process, however many applications a test makes.
_read = cache(read_folder)
