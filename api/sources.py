"""Which sources work here, and what a scan will cost."""

from __future__ import annotations

from falcon import Request, Response

from api.contract import endpoint
from api.problems import invalid
from api.request_fields import MOST_FILES
from api.requests import NoQuery, ScanRequest
from api.responses import source as shown
from api.scan_audience import add_audience
from api.source_check import missing_for
from models.clock import now
from settings import Settings
from sources.archive_files import list_archive_files
from sources.estimates import estimate
from sources.query_of_request import query_of

ABOUT = {
    "reddit": "Reddit itself, now, through its API; it gives credentials to approved apps only.",
    "arctic_shift": "The public archive Arctic Shift: no account, but subreddits must be named; no promise of uptime.",
    "archive": "Archive files of Reddit on this machine: .zst, .ndjson, .jsonl or .csv.",
    "sample": "The bundled sample: invented posts and comments, to try everything out.",
}


class Sources:
    """`/api/sources`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @endpoint("sources", answers={200: shown.SourceList, 304: None})
    def on_get(self, req: Request, resp: Response, query: NoQuery) -> None:
        """List the sources, and what is missing for those that cannot be used on this installation."""
        entries = []
        for name, about in ABOUT.items():
            missing = missing_for(name, self._settings)
            files = list_archive_files(self._settings.archives)[:MOST_FILES] if name == "archive" else None
            entries.append(
                shown.SourceEntry(name=name, about=about, usable=missing is None, missing=missing, files=files)
            )
        resp.media = shown.SourceList(items=entries)


class ScanEstimate:
    """`/api/scans/estimate`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @endpoint("scans", answers={200: shown.Estimate}, problems=(400, 411, 413, 415, 503))
    def on_post(self, req: Request, resp: Response, query: NoQuery, json: ScanRequest) -> None:
        """Reckon what a scan would cost, without asking anybody or queueing anything."""
        full, errors = add_audience(json)
        if errors:
            raise invalid(errors)
        asked = query_of(full.model_dump(mode="json"), asked_at=now())
        reckoned = estimate(json.source, asked, queries_per_minute=self._settings.reddit_queries_per_minute)
        resp.media = shown.Estimate(queries=reckoned.queries, minutes=reckoned.minutes, caps=reckoned.caps)
