"""What is wrong with requests for a scan: the body, its fields, the headers."""

from __future__ import annotations

from tests.api.bad_inputs.bad_input import LONG_AGO, SAMPLE, USED_KEY, BadInput, change, raw, scan

ESTIMATE = "/api/scans/estimate"

BAD_NEW_SCANS = [
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
]
