"""The API: its middleware, its routes, its errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import falcon
import orjson
from falcon import Request, Response
from falcon.media import JSONHandler

from api.audience_files import AudienceExport, AudienceImporting
from api.audiences import Audiences, OneAudience
from api.compare import Compare
from api.contract import OpenApiDocument, contract
from api.curations import PainPointCurations, ScanCurations, UndoCuration
from api.docs import add_docs
from api.export import Export
from api.health import Healthz, Readyz
from api.metrics import Metrics
from api.middleware.access_log import AccessLog
from api.middleware.body_limit import BodyLimit
from api.middleware.compression import Compression
from api.middleware.database_connection import DatabaseConnection
from api.middleware.etag import ETags
from api.middleware.json_only import JsonOnly
from api.middleware.local_only import LocalOnly
from api.middleware.plain_address import PlainAddress
from api.middleware.security_headers import SecurityHeaders
from api.one_scan import OneScan
from api.pages import add_pages
from api.pain_points import OnePainPoint, PainPointExplanation, PainPoints
from api.problems import handle_errors
from api.queue import QueueStatus
from api.queue_cleaning import CleanQueue
from api.queue_jobs import QueueJobs
from api.queue_pause import PauseQueue, ResumeQueue
from api.queue_retry import RetryFailed
from api.quotes import Quotes
from api.related import RelatedPainPoints
from api.scan_cancellation import CancelScan
from api.scan_events import ScanEvents
from api.scan_retry import RetryScan
from api.scans import Scans
from api.sources import ScanEstimate, Sources
from api.trend_chart import TrendChart
from settings import Settings

if TYPE_CHECKING:
    from actors.broker import QueueDepth


def create_app(
    settings: Settings,
    *,
    dispatch: Callable[[], object],
    broker_problem: Callable[[], str | None],
    queue_depths: Callable[[], list[QueueDepth]],
) -> falcon.App[Request, Response]:
    """Build the WSGI application.

    `dispatch` starts waiting scans and is called whenever one may start; it must neither raise nor take long.
    `broker_problem` returns why the broker cannot be reached, or None; `queue_depths` how full its queues are.
    The database must be connected.
    """
    middleware: list[Any] = [
        AccessLog(),
        SecurityHeaders(),
        Compression(),
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
    app.add_route("/api/scans/{scan_id}", OneScan(settings, dispatch))
    app.add_route("/api/scans/{scan_id}/cancel", CancelScan(settings, dispatch))
    app.add_route("/api/scans/{scan_id}/retry", RetryScan(settings, dispatch))
    app.add_route("/api/scans/{scan_id}/events", ScanEvents())
    app.add_route("/api/scans/{scan_id}/pain-points", PainPoints())
    app.add_route("/api/scans/{scan_id}/pain-points/{pain_point_id}", OnePainPoint())
    app.add_route("/api/scans/{scan_id}/pain-points/{pain_point_id}/explanation", PainPointExplanation())
    app.add_route("/api/scans/{scan_id}/pain-points/{pain_point_id}/quotes", Quotes())
    app.add_route("/api/scans/{scan_id}/pain-points/{pain_point_id}/related", RelatedPainPoints())
    app.add_route("/api/scans/{scan_id}/pain-points/{pain_point_id}/trend.svg", TrendChart())
    app.add_route("/api/scans/{scan_id}/pain-points/{pain_point_id}/curations", PainPointCurations())
    app.add_route("/api/scans/{scan_id}/curations", ScanCurations())
    app.add_route("/api/curations/{curation_id}/undo", UndoCuration())
    app.add_route("/api/scans/{scan_id}/export", Export(settings))
    app.add_route("/api/compare", Compare())
    app.add_route("/api/audiences", Audiences())
    app.add_route("/api/audiences/export", AudienceExport())
    app.add_route("/api/audiences/import", AudienceImporting())
    app.add_route("/api/audiences/{audience_id}", OneAudience())
    app.add_route("/api/queue/status", QueueStatus(settings, queue_depths))
    app.add_route("/api/queue/jobs", QueueJobs(settings))
    app.add_route("/api/queue/pause", PauseQueue())
    app.add_route("/api/queue/resume", ResumeQueue(dispatch))
    app.add_route("/api/queue/clean", CleanQueue())
    app.add_route("/api/queue/retry-failed", RetryFailed(dispatch))
    app.add_route("/healthz", Healthz())
    app.add_route("/readyz", Readyz(broker_problem))
    app.add_route("/metrics", Metrics(settings))
    app.add_route("/openapi.json", OpenApiDocument())
    add_docs(app)
    add_pages(app)
    contract.register(app)
    _read_json_strictly(app)
    handle_errors(app)
    return app


def _read_json_strictly(app: falcon.App[Request, Response]) -> None:
    """Refuse what Python's own parser lets through: NaN, lone surrogates, and nesting without end."""
    json_handler = JSONHandler(loads=orjson.loads)
    app.req_options.media_handlers[falcon.MEDIA_JSON] = json_handler
