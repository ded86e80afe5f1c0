"""The HTTP API as the command line uses it: create a scan, follow it, read its pain points."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import httpx
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from stack.errors import StackError

POLL_EVERY_S = 0.25
FINAL = ("completed", "partial", "failed", "cancelled")
WORDS = {
    None: "waiting for its turn",
    "fetch_reddit": "fetching documents",
    "preprocess_nlp": "finding mentions of pains",
    "cluster": "grouping them by problem",
    "persist": "naming and scoring",
}


class ScanClient:
    """Talks to one API.

    Every method raises `StackError` with the API's own words where it refuses, `httpx.TransportError` where it is away.
    """

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, timeout=30)

    def create_scan(self, body: dict[str, Any]) -> dict[str, Any]:
        return _json(self.http.post("/api/scans", json=body))

    def follow(self, scan_id: str) -> dict[str, Any]:
        """Show a scan's progress until it ends, and return it."""
        columns = (TextColumn("{task.description:<28}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
        with Progress(*columns, TextColumn("{task.fields[counts]}"), TimeElapsedColumn()) as progress:
            task = progress.add_task(WORDS[None], total=100, counts="")
            etag = ""
            while True:
                answer = self.http.get(f"/api/scans/{scan_id}", headers={"If-None-Match": etag})
                if answer.status_code != httpx.codes.NOT_MODIFIED:
                    scan = _json(answer)
                    etag = answer.headers.get("ETag", "")
                    words = WORDS.get(scan["stage"], scan["stage"]) if scan["status"] not in FINAL else scan["status"]
                    progress.update(task, completed=scan["progress"], description=words, counts=_counts(scan))
                    if scan["status"] in FINAL:
                        return scan
                time.sleep(POLL_EVERY_S)

    def pain_points(self, scan_id: str) -> Iterator[dict[str, Any]]:
        """Yield a scan's pain points, best first, with their best quotes."""
        url: str | None = f"/api/scans/{scan_id}/pain-points?limit=100"
        while url:
            page = _json(self.http.get(url))
            yield from page["items"]
            url = page["next"]

    def pain_point(self, scan_id: str, pain_point_id: str) -> dict[str, Any]:
        """Return one pain point with all its quotes."""
        return _json(self.http.get(f"/api/scans/{scan_id}/pain-points/{pain_point_id}"))

    def explanation(self, scan_id: str, pain_point_id: str) -> dict[str, Any]:
        return _json(self.http.get(f"/api/scans/{scan_id}/pain-points/{pain_point_id}/explanation"))

    def queue_status(self) -> dict[str, Any]:
        return _json(self.http.get("/api/queue/status"))


def _json(answer: httpx.Response) -> dict[str, Any]:
    if answer.is_success:
        body: dict[str, Any] = answer.json()
        return body
    problem = answer.json()
    details = [f"{error['field']}: {error['message']}" for error in problem.get("errors", ())]
    raise StackError("\n".join(details or [problem.get("detail") or problem["title"]]))


def _counts(scan: dict[str, Any]) -> str:
    counts = scan["counts"]
    documents = counts["posts"] + counts["comments"]
    return f"{documents} documents, {counts['mentions']} mentions"
