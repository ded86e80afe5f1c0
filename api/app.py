"""The API: its middleware, its routes, its errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import falcon
import orjson
from falcon import Request, Response
from falcon.media import JSONHandler

from api.contract import OpenApiDocument, contract
from api.health import Healthz, Readyz
from api.middleware.access_log import AccessLog
from api.middleware.body_limit import BodyLimit
from api.middleware.database_connection import DatabaseConnection
from api.middleware.etag import ETags
from api.middleware.json_only import JsonOnly
from api.middleware.local_only import LocalOnly
from api.middleware.plain_address import PlainAddress
from api.pain_points import OnePainPoint, PainPoints
from api.problems import handle_errors
from api.queue import QueueStatus
from api.scans import OneScan, Scans
from api.sources import ScanEstimate, Sources
from settings import Settings


def create_app(
    settings: Settings, *, dispatch: Callable[[], object], broker_problem: Callable[[], str | None]
) -> falcon.App[Request, Response]:
    """Build the WSGI application.

    `dispatch` starts waiting scans and is called after one was stored; it must neither raise nor take long.
    `broker_problem` returns why the broker cannot be reached, or None. The database must be connected.
    """
    middleware: list[Any] = [
        AccessLog(),
        DatabaseConnection(),
        LocalOnly(settings),
        PlainAddress(),
        JsonOnly(),
        BodyLimit(),
        ETags(),
    ]
    app = falcon.App(middleware=middleware)
    app.add_route("/api/sources", Sources(settings))
    app.add_route("/api/scans", Scans(settings, dispatch))
    app.add_route("/api/scans/estimate", ScanEstimate(settings))
    app.add_route("/api/scans/{scan_id}", OneScan())
    app.add_route("/api/scans/{scan_id}/pain-points", PainPoints())
    app.add_route("/api/scans/{scan_id}/pain-points/{pain_point_id}", OnePainPoint())
    app.add_route("/api/queue/status", QueueStatus(settings))
    app.add_route("/healthz", Healthz())
    app.add_route("/readyz", Readyz(broker_problem))
    app.add_route("/openapi.json", OpenApiDocument())
    contract.register(app)
    _read_json_strictly(app)
    handle_errors(app)
    return app


def _read_json_strictly(app: falcon.App[Request, Response]) -> None:
    """Refuse what Python's own parser lets through: NaN, lone surrogates, and nesting without end."""
    json_handler = JSONHandler(loads=orjson.loads)
    app.req_options.media_handlers[falcon.MEDIA_JSON] = json_handler
