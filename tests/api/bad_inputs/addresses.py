"""Addresses where nothing is, and changes that cannot be made to scans and the queue."""

from __future__ import annotations

from tests.api.bad_inputs.bad_input import FOUND, LONG_AGO, SAMPLE, BadInput, bodyless, change, get

BAD_ADDRESSES = [
    # addresses
    get("an address where nothing is", 404, "/api/scan"),
    get("a scan that is not there", 404, "/api/scans/nope"),
    get("an id with a NUL in it", 404, "/api/scans/%00"),
    get("a job with a NUL in it", 422, "/api/queue/status?jobId=%00", "jobId"),
    get("an id that is not UTF-8", 404, "/api/scans/%ff"),
    get("pain points of no scan", 404, "/api/scans/nope/pain-points"),
    get("a pain point that is not there", 404, FOUND + "/nope"),
    get("an explanation of nothing", 404, FOUND + "/nope/explanation"),
    get("quotes of nothing", 404, FOUND + "/nope/quotes"),
    get("what is like nothing", 404, FOUND + "/nope/related"),
    get("a chart of nothing", 404, FOUND + "/nope/trend.svg"),
    get("a job that is not there", 404, "/api/queue/status?jobId=scan-nope"),
    BadInput("a method that is not there", 405, method="PUT", body=SAMPLE),
    BadInput("deleting all scans", 405, method="DELETE", headers={}),
    BadInput("deleting no scan", 404, method="DELETE", path="/api/scans/nope", headers={}),
    BadInput("deleting a running scan", 409, method="DELETE", path="/api/scans/{running}", headers={}),
    # changing scans and the queue
    bodyless("cancelling no scan", 404, "/api/scans/nope/cancel"),
    bodyless("cancelling a scan that has ended", 409, "/api/scans/{finished}/cancel"),
    change("a reason for cancelling", 422, "/api/scans/{running}/cancel", "reason", reason="too slow"),
    BadInput("a list to cancel", 422, "body", path="/api/scans/{running}/cancel", body=b'["now"]'),
    bodyless("retrying no scan", 404, "/api/scans/nope/retry"),
    bodyless("retrying a scan that runs", 409, "/api/scans/{running}/retry"),
    bodyless("retrying a scan that is completed", 409, "/api/scans/{finished}/retry"),
    change("a priority for no scan", 404, "/api/scans/nope", method="PATCH", priority="low"),
    change("a priority for a scan that runs", 409, "/api/scans/{running}", method="PATCH", priority="low"),
    change("a change to an unknown priority", 422, "/api/scans/{running}", "priority", method="PATCH", priority="high"),
    change("no change", 422, "/api/scans/{running}", "priority", method="PATCH"),
    change("a change of the question", 422, "/api/scans/{running}", "keywords", method="PATCH", keywords=["kiln"]),
    bodyless("an empty web form", 415, "/api/queue/pause", Content_Type="application/x-www-form-urlencoded"),
    bodyless("nothing, from a page of another site", 403, "/api/queue/pause", Origin="https://evil.example"),
    bodyless("nothing, from a page that hides its site", 403, "/api/queue/pause", Sec_Fetch_Site="cross-site"),
    change("until when to pause", 422, "/api/queue/pause", "until", until=LONG_AGO),
    change("cleaning nothing", 422, "/api/queue/clean", "state"),
    change("cleaning what waits", 422, "/api/queue/clean", "state", state="waiting"),
    change("cleaning what is unknown", 422, "/api/queue/clean", "state", state="partial"),
    change("a negative grace", 422, "/api/queue/clean", "grace_ms", state="failed", grace_ms=-1),
    change("a grace of centuries", 422, "/api/queue/clean", "grace_ms", state="failed", grace_ms=10**15),
    change("cleaning 10,001 jobs", 422, "/api/queue/clean", "limit", state="failed", limit=10_001),
    change("retrying 1,001 scans", 422, "/api/queue/retry-failed", "limit", limit=1_001),
    get("an export of no scan", 404, "/api/scans/nope/export"),
    get("an export of a scan that runs", 409, "/api/scans/{running}/export"),
    get("events of no scan", 404, "/api/scans/nope/events"),
]
