"""Comparisons, lists and files that cannot be asked for."""

from __future__ import annotations

from tests.api.bad_inputs.bad_input import FOUND, SAMPLE, BadInput, cursor, get

EXPORT = "/api/scans/{finished}/export"
QUOTED = FOUND + "/{finished}-pain1/quotes"

BAD_QUERIES = [
    # comparing scans
    get("a comparison of one scan", 422, "/api/compare?earlier={finished}", "later"),
    get("a comparison of a scan with itself", 422, "/api/compare?earlier={finished}&later={finished}", "later"),
    get("a comparison with no scan", 404, "/api/compare?earlier=nope&later={finished}", "earlier"),
    get("a comparison with a scan that runs", 409, "/api/compare?earlier={finished}&later={running}", "later"),
    get("a page of 1,001 changes", 422, "/api/compare?earlier={finished}&later={running}&limit=1001", "limit"),
    # query strings
    get("a parameter that does not exist", 422, "/api/scans?page=2", "page"),
    get("a parameter where none is taken", 422, "/api/scans/{finished}?verbose=1", "verbose"),
    get("a page of no items", 422, "/api/scans?limit=0", "limit"),
    get("a page of 201 items", 422, "/api/scans?limit=201", "limit"),
    get("a word as limit", 422, "/api/scans?limit=many", "limit"),
    get("two limits", 422, "/api/scans?limit=1&limit=2", "limit"),
    get("a status that does not exist", 422, "/api/scans?status=done", "status"),
    get("a cursor that is none", 422, "/api/scans?cursor=%21", "cursor"),
    get("a cursor beyond ASCII", 422, "/api/scans?cursor=%C3%A9", "cursor"),
    get("a cursor of another list", 422, "/api/scans?cursor=WzNd", "cursor"),
    get("a cursor with a NUL in it", 422, "/api/scans?cursor=WyIyMDI2LTAyLTAxVDAwOjAwOjAwWiIsIlx1MDAwMCJd", "cursor"),
    get("a cursor with a huge number", 422, FOUND + "?cursor=Wzk5OTk5OTk5OTk5OTk5OTk5OTk5XQ", "cursor"),
    get("a score above 100", 422, FOUND + "?min_score=101", "min_score"),
    get("a score that is no number", 422, FOUND + "?min_score=nan", "min_score"),
    get("a category that does not exist", 422, FOUND + "?category=bug", "category"),
    get("a search for a bell", 422, FOUND + "?q=kiln%07", "q"),
    get("a search of 201 characters", 422, FOUND + "?q=" + "k" * 201, "q"),
    get("an order that does not exist", 422, FOUND + "?sort=best", "sort"),
    get("a confidence that does not exist", 422, FOUND + "?confidence=certain", "confidence"),
    get("an intent to pay in percent", 422, FOUND + "?min_intent_to_pay=50", "min_intent_to_pay"),
    get("a movement that does not exist", 422, FOUND + "?state=stable", "state"),
    get("a star that is neither there nor not", 422, FOUND + "?starred=yes", "starred"),
    get("rejected ones that may be", 422, FOUND + "?rejected=maybe", "rejected"),
    get("no ids", 422, FOUND + "?ids=", "ids"),
    get("ids with a space", 422, FOUND + "?ids=one,+two", "ids"),
    get("201 ids", 422, FOUND + "?ids=" + ",".join(["one"] * 201), "ids"),
    get("a cursor of another order", 422, FOUND + "?sort=name&cursor=" + cursor('["score", 90.0, 1]'), "cursor"),
    get("a number where names are ordered", 422, FOUND + "?sort=name&cursor=" + cursor('["name", 9, 1]'), "cursor"),
    get("a name where scores are ordered", 422, FOUND + "?cursor=" + cursor('["score", "kiln", 1]'), "cursor"),
    get("a name with a NUL in it", 422, FOUND + "?sort=name&cursor=" + cursor('["name", "\\u0000", 1]'), "cursor"),
    get("a cursor with a score beyond all", 422, FOUND + "?cursor=" + cursor('["score", 1e300, 1]'), "cursor"),
    get("an order that quotes do not have", 422, QUOTED + "?sort=score", "sort"),
    get("a cursor of another order of quotes", 422, QUOTED + "?cursor=" + cursor('["votes", 3, 1]'), "cursor"),
    get("a subreddit that cannot be", 422, FOUND + "?subreddit=a+b", "subreddit"),
    get("a format that is not written", 422, EXPORT + "?format=xlsx", "format"),
    get("a yes instead of true for contacts", 422, EXPORT + "?unmask=yes", "unmask"),
    get("an export of a pain point that is not there", 422, EXPORT + "?ids=nope", "ids"),
    get("an export of a page", 422, EXPORT + "?limit=10", "limit"),
    get("an unknown parameter of the queue", 422, "/api/queue/status?job_id=scan-1", "job_id"),
    get("a state that no job has", 422, "/api/queue/jobs?state=partial", "state"),
    get("a cursor of another list for jobs", 422, "/api/queue/jobs?cursor=WzNd", "cursor"),
    get(
        "an event beyond all numbers",
        422,
        "/api/scans/{finished}/events?cursor=Wzk5OTk5OTk5OTk5OTk5OTk5OTk5XQ",
        "cursor",
    ),
    get("events since a day", 422, "/api/scans/{finished}/events?since=2026-02-01", "since"),
    BadInput("a parameter of a POST", 422, "dry_run", path="/api/scans?dry_run=1", body=SAMPLE),
]
