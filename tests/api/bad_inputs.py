"""What clients get wrong, and what each is answered. Run as a module, it prints the table for the documentation."""

from __future__ import annotations

import json
import sys
import tempfile
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog
from falcon.testing import Result

from models.audience import Audience
from models.clock import now
from models.owner import LOCAL_OWNER_ID
from tests.api.world import World, a_world

JSON = {"Content-Type": "application/json"}
USED_KEY = "used-before"
LONG_AGO = "2001-01-01T00:00:00Z"


@dataclass(frozen=True)
class BadInput:
    """`path` may name the `{finished}` and the `{running}` scan; `named` is the field that the answer must name."""

    what: str
    status: int
    named: str | None = None
    method: str = "POST"
    path: str = "/api/scans"
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=lambda: JSON)

    def send(self, world: World) -> Result:
        path = self.path.format(finished=world.finished.id, running=world.running.id)
        return world.client.simulate_request(self.method, path, body=self.body, headers=self.headers)


def scan(what: str, named: str, **body: Any) -> BadInput:
    return BadInput(what, 422, named, body=json.dumps({"source": "sample", **body}).encode())


def raw(what: str, status: int, body: bytes, named: str | None = None, **headers: str) -> BadInput:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return BadInput(what, status, named, body=body, headers={**JSON, **names})


def get(what: str, status: int, path: str, named: str | None = None, **headers: str) -> BadInput:
    return BadInput(what, status, named, method="GET", path=path, headers=headers)


def change(
    what: str, status: int, path: str, named: str | None = None, *, method: str = "POST", **body: Any
) -> BadInput:
    return BadInput(what, status, named, method=method, path=path, body=json.dumps(body).encode())


def cursor(position: str) -> str:
    """Encode a position as the API does, whatever is wrong with it."""
    return urlsafe_b64encode(position.encode()).decode().rstrip("=")


def bodyless(what: str, status: int, path: str, **headers: str) -> BadInput:
    return BadInput(what, status, path=path, headers={name.replace("_", "-"): value for name, value in headers.items()})


SAMPLE = b'{"source": "sample"}'
FOUND = "/api/scans/{finished}/pain-points"
EXPORT = "/api/scans/{finished}/export"
QUOTED = FOUND + "/{finished}-pain1/quotes"
CURATIONS = FOUND + "/{finished}-pain1/curations"
LOG = "/api/scans/{finished}/curations"
RUNNING = "/api/scans/{running}/pain-points"
HALF = {"document_id": "t3_1", "start": 0}
ELSEWHERE = {"document_id": "t3_1", "start": 0, "end": 9}
ESTIMATE = "/api/scans/estimate"
AUDIENCES = "/api/audiences"
IMPORT = "/api/audiences/import"
BAKERS, NOBODY = "/api/audiences/bakers", "/api/audiences/nope"
POTTERS = {"name": "Potters", "subreddits": ["pottery"]}
WEAVERS = {"name": "Weavers", "subreddits": ["weaving"]}

BAD_INPUTS = [
    # bodies that are no scan
    raw("no body", 422, b"", "source"),
    raw("half a JSON document", 400, b'{"source": "sam'),
    raw("NaN", 400, b'{"source": "sample", "limit_posts": NaN}'),
    raw("bytes that are not UTF-8", 400, b'{"source": "\xff"}'),
    raw("half of a surrogate pair", 400, b'{"source": "sample", "keywords": ["\\ud800"]}'),
    raw("a list a hundred thousand deep", 413, b"[" * 100_000),
    raw("a list sixty thousand deep", 400, b"[" * 60_000),
    raw("a list instead of an object", 422, b"[]", "body"),
    raw("null", 422, b"null", "body"),
    raw("more than 64 KiB", 413, b'{"source": "sample", "keywords": ["' + b"a" * 70_000 + b'"]}'),
    raw("a body that does not say its size", 411, b"", Transfer_Encoding="chunked"),
    raw("a form", 415, b"source=sample", Content_Type="application/x-www-form-urlencoded"),
    raw("a multipart form", 415, b"--x--", Content_Type="multipart/form-data; boundary=x"),
    raw("JSON that says it is text", 415, SAMPLE, Content_Type="text/plain"),
    BadInput("JSON without a content type", 415, body=SAMPLE, headers={}),
    # fields of a scan
    raw("no source", 422, b"{}", "source"),
    scan("an unknown source", "source", source="twitter"),
    scan("Reddit without credentials", "source", source="reddit", subreddits=["pottery"]),
    scan("the public archive without a subreddit", "subreddits", source="arctic_shift", keywords=["kiln"]),
    scan("a field that does not exist", "keyword", keyword="kiln"),
    scan("a keyword instead of a list", "keywords", keywords="kiln"),
    scan("an empty keyword", "keywords[1]", keywords=["kiln", "  "]),
    scan("a number as keyword", "keywords[0]", keywords=[7]),
    scan("a keyword of 101 characters", "keywords[0]", keywords=["k" * 101]),
    scan("an invisible character in a keyword", "keywords[0]", keywords=["kil\u0000n"]),
    scan("the same keyword twice", "keywords[2]", keywords=["kiln", "glaze", " Kiln "]),
    scan("51 keywords", "keywords", keywords=[f"word {n}" for n in range(51)]),
    scan("a subreddit with a space", "subreddits[0]", subreddits=["pot tery"]),
    scan("an address instead of a subreddit", "subreddits[0]", subreddits=["https://reddit.com/r/pottery"]),
    scan("a subreddit of 22 characters", "subreddits[0]", subreddits=["p" * 22]),
    scan("the same subreddit twice", "subreddits[1]", subreddits=["pottery", "r/Pottery"]),
    scan("101 subreddits", "subreddits", subreddits=[f"sub{n}" for n in range(101)]),
    scan("a range that is not offered", "range", range="14d"),
    scan("a range without ends", "range", range={}),
    scan("a range that ends before it starts", "range", range={"from": "2026-02-01", "to": "2026-01-01"}),
    scan("a day that is not in the calendar", "range.from", range={"from": "2026-02-30"}),
    scan("a time without a zone", "range.to", range={"to": "2026-02-01T12:00:00"}),
    scan("a time behind the end of all calendars", "range.to", range={"to": "9999-12-31T23:59:59-23:00"}),
    scan("an unknown end of a range", "range.until", range={"from": "2026-02-01", "until": "2026-03-01"}),
    scan("a limit of nought", "limit_posts", limit_posts=0),
    scan("a limit in quotes", "limit_posts", limit_posts="100"),
    scan("true as a limit", "limit_comments", limit_comments=True),
    scan("half a comment", "limit_comments", limit_comments=0.5),
    scan("a limit beyond all numbers", "limit_posts", limit_posts=10**30),
    scan("an unknown priority", "priority", priority="urgent"),
    scan("a start that has gone by", "start_at", start_at=LONG_AGO),
    scan("a start in seconds", "start_at", start_at=1_900_000_000),
    scan("a yes instead of true", "include_nsfw", include_nsfw="yes"),
    scan("an audience that is not there", "audience", audience="Weavers"),
    scan("two audiences", "audience", audience=["Potters", "Bakers"]),
    change(
        "an estimate for an audience that is not there", 422, ESTIMATE, "audience", source="sample", audience="nope"
    ),
    scan("files of a sample", "files", files=["pottery.ndjson"]),
    scan("a file that is not there", "files[0]", source="archive", files=["kilns.zst"]),
    scan("a path out of the folder", "files[0]", source="archive", files=["../test.db"]),
    scan("a path from the root", "files[1]", source="archive", files=["pottery.ndjson", "/etc/passwd"]),
    scan("a link out of the folder", "files[0]", source="archive", files=["outside.csv"]),
    scan("the same file twice", "files[1]", source="archive", files=["pottery.ndjson", "pottery.ndjson"]),
    scan("a file name of 300 characters", "files[0]", source="archive", files=["f" * 296 + ".csv"]),
    # headers
    raw("an empty idempotency key", 422, SAMPLE, "Idempotency-Key", Idempotency_Key=""),
    raw("an idempotency key of 256 characters", 422, SAMPLE, "Idempotency-Key", Idempotency_Key="k" * 256),
    raw("a used key with another body", 422, SAMPLE, "Idempotency-Key", Idempotency_Key=USED_KEY),
    raw("the Host of another machine", 403, SAMPLE, Host="evil.example:8000"),
    raw("the Origin of another site", 403, SAMPLE, Origin="https://evil.example"),
    raw("the Origin of a sandboxed page", 403, SAMPLE, Origin="null"),
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
    # curating pain points
    change("a star in no scan", 404, "/api/scans/nope/pain-points/x/curations", action="star", starred=True),
    change("a star for nothing", 404, FOUND + "/nope/curations", action="star", starred=True),
    change("a star while the scan runs", 409, RUNNING + "/x/curations", action="star", starred=True),
    change("no action", 422, CURATIONS, "action", starred=True),
    change("an action that does not exist", 422, CURATIONS, "action", action="delete"),
    change("a list of actions", 422, CURATIONS, "action", action=["star", "reject"]),
    BadInput("a list of curations", 422, "body", path=CURATIONS, body=b'[{"action": "star"}]'),
    change("a star that says nothing", 422, CURATIONS, "starred", action="star"),
    change("a star of one", 422, CURATIONS, "starred", action="star", starred=1),
    change("a star with a name", 422, CURATIONS, "name", action="star", starred=True, name="Kilns"),
    change("a rejection in words", 422, CURATIONS, "rejected", action="reject", rejected="no"),
    change("a name that is missing", 422, CURATIONS, "name", action="rename"),
    change("a name of spaces", 422, CURATIONS, "name", action="rename", name="   "),
    change("a name of 201 characters", 422, CURATIONS, "name", action="rename", name="k" * 201),
    change("a name with a bell in it", 422, CURATIONS, "name", action="rename", name="kiln\u0007"),
    change("a note of 5,001 characters", 422, CURATIONS, "note", action="note", note="k" * 5_001),
    change("a note with a NUL in it", 422, CURATIONS, "note", action="note", note="kiln\u0000"),
    change("a merge with nothing", 422, CURATIONS, "others", action="merge", others=[]),
    change("a merge with what is not there", 422, CURATIONS, "others[0]", action="merge", others=["nope"]),
    change("a merge with a NUL", 422, CURATIONS, "others[0]", action="merge", others=["\u0000"]),
    change("a merge of the same twice", 422, CURATIONS, "others[1]", action="merge", others=["nope", "nope"]),
    change("a merge of 201", 422, CURATIONS, "others", action="merge", others=[f"p{n}" for n in range(201)]),
    change("a split of nothing", 422, CURATIONS, "mentions", action="split", mentions=[], name="Part"),
    change("a split without a name", 422, CURATIONS, "name", action="split", mentions=[ELSEWHERE]),
    change(
        "a split of what is elsewhere", 422, CURATIONS, "mentions[0]", action="split", mentions=[ELSEWHERE], name="P"
    ),
    change(
        "a split of half a mention", 422, CURATIONS, "mentions[0].end", action="split", mentions=[HALF], name="Part"
    ),
    get("curations of no scan", 404, "/api/scans/nope/curations"),
    get("a cursor of another list for curations", 422, LOG + "?cursor=" + cursor('["x"]'), "cursor"),
    bodyless("undoing nothing", 404, "/api/curations/0/undo"),
    bodyless("undoing a word", 404, "/api/curations/last/undo"),
    bodyless("undoing what is beyond all numbers", 404, "/api/curations/99999999999999999999/undo"),
    change("a reason for undoing", 422, "/api/curations/1/undo", "reason", reason="a mistake"),
    # audiences
    change("an audience without a name", 422, AUDIENCES, "name", subreddits=["pottery"]),
    change("an audience with an empty name", 422, AUDIENCES, "name", name=" ", subreddits=["pottery"]),
    change("a name of 81 characters", 422, AUDIENCES, "name", name="n" * 81, subreddits=["pottery"]),
    change("an invisible character in a name", 422, AUDIENCES, "name", name="Pot\u200bters", subreddits=["pottery"]),
    change("an audience without subreddits", 422, AUDIENCES, "subreddits", name="Weavers"),
    change("an audience of no subreddits", 422, AUDIENCES, "subreddits", name="Weavers", subreddits=[]),
    change("an audience with a user's page", 422, AUDIENCES, "subreddits[0]", name="Weavers", subreddits=["u/weaver"]),
    change("a name that is taken", 409, AUDIENCES, "name", name="POTTERS", subreddits=["pottery"]),
    change(
        "a change to a name that is taken", 409, BAKERS, "name", method="PUT", name="potters", subreddits=["baking"]
    ),
    change("half a change of an audience", 422, BAKERS, "subreddits", method="PUT", name="Bakers"),
    change("a change of no audience", 404, NOBODY, method="PUT", name="Weavers", subreddits=["weaving"]),
    get("an audience that is not there to see", 404, NOBODY),
    BadInput("deleting no audience", 404, method="DELETE", path=NOBODY, headers={}),
    change("an import of nothing", 422, IMPORT, "audiences"),
    change("an import of one that is no audience", 422, IMPORT, "audiences[0]", audiences=["Weavers"]),
    change("an import with an id", 422, IMPORT, "audiences[0].id", audiences=[{**WEAVERS, "id": "1"}]),
    change(
        "an import of a name twice", 422, IMPORT, "audiences[1]", audiences=[WEAVERS, {**WEAVERS, "name": "WEAVERS"}]
    ),
    change(
        "an import with a subreddit that cannot be",
        422,
        IMPORT,
        "audiences[1].subreddits[1]",
        audiences=[WEAVERS, {"name": "Dyers", "subreddits": ["dyeing", "to dye"]}],
    ),
    change("an import of a name that is taken", 409, IMPORT, "audiences[1].name", audiences=[WEAVERS, POTTERS]),
    change("an import that may overwrite", 422, IMPORT, "on_conflict", audiences=[WEAVERS], on_conflict="overwrite"),
    change("an import of 501 audiences", 422, IMPORT, "audiences", audiences=[WEAVERS] * 501),
    get("a cursor of another list for audiences", 422, AUDIENCES + "?cursor=WzNd", "cursor"),
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


def use_key(world: World) -> None:
    """Make a scan under the key that one of the bad inputs uses again."""
    body = {"source": "sample", "keywords": ["kiln"]}
    made = world.client.simulate_post("/api/scans", json=body, headers={"Idempotency-Key": USED_KEY})
    assert made.status_code == 202, made.text


def take_names() -> None:
    """Make the audiences whose names some of the bad inputs want."""
    for name in ("Potters", "Bakers"):
        columns = {"name": name, "key": name.lower(), "subreddits": ["pottery"]}
        at = {"created_at": now(), "updated_at": now()}
        Audience.create(id=name.lower(), owner=LOCAL_OWNER_ID, **columns, **at)


def main() -> None:
    """Print the table, in Markdown."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    sys.stdout.write(table())


def table() -> str:
    """Send everything and return the answers as a table in Markdown."""
    lines = ["| What is sent | Status | What the answer says |", "|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder, a_world(Path(folder)) as world:
        use_key(world)
        take_names()
        for bad in BAD_INPUTS:
            result = bad.send(world)
            words = [f"`{error['field']}` {error['message']}" for error in result.json.get("errors", ())]
            said = ("; ".join(words) or result.json["detail"]).replace(folder, "data").replace("|", "\\|")
            said = said.replace(world.finished.id, "…").replace(world.running.id, "…")
            lines.append(f"| {bad.what} | {result.status_code} | {said} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
