"""`/docs`: this API's description, drawn by Swagger UI from /openapi.json. Its files come with the package offapi."""

from __future__ import annotations

from functools import cache
from importlib.metadata import distribution
from pathlib import Path

import falcon
from falcon import Request, Response

from api.pages import Page
from api.static_files import StaticFile, StaticFiles, read_files, read_folder

# Our page around it; what the page loads is served below /static like the dashboard's files.
PAGE = Path(__file__).parent / "static" / "docs"
SWAGGER_UI = ("swagger_bundle.js", "swagger_style.css")
ADDRESS = "/docs"
ASSETS = "/docs/assets/{name}"


def add_docs(app: falcon.App[Request, Response]) -> None:
    """Serve the page and what it loads."""
    app.add_route(ADDRESS, Page(read_folder(PAGE)["index.html"]))
    app.add_route(ASSETS, StaticFiles(_read_swagger_ui()))


@cache
def _read_swagger_ui() -> dict[str, StaticFile]:
    # Importing offapi would read all 9 MB of it, thrice.
    folder = Path(str(distribution("offapi").locate_file("offapi")))
    return dict(read_files((folder / name for name in SWAGGER_UI), below=folder))
