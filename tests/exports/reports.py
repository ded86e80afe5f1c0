"""Reports for tests, shaped as the API shows scans and pain points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from exports.about import describe_export
from exports.report import Report

PERMALINK = "https://www.reddit.com/r/Pottery/comments/a1/_/"
DAY = "2026-08-29T10:40:00Z"


def make_quote(text: str = "The kiln trips the fuse.", **fields: Any) -> dict[str, Any]:
    return {
        "text": text,
        "document_id": "t3_a1",
        "start": 2,
        "end": 2 + len(text),
        "permalink": PERMALINK,
        "subreddit": "Pottery",
        "created_utc": DAY,
        "upvotes": -3,
        **fields,
    }


def make_pain_point(name: str = "kiln trips the fuse", **fields: Any) -> dict[str, Any]:
    return {
        "id": "pain1",
        "name": name,
        "original_name": name,
        "starred": False,
        "rejected": False,
        "note": None,
        "category": "broken",
        "score": 90.0,
        "score_parts": {"spread": {"value": 0.5, "weight": 20.0, "points": 10.0, "reason": "1 subreddit"}},
        "intent_to_pay": 0.25,
        "confidence": {"level": "medium", "mentions": 3, "authors": 3},
        "mentions": 3,
        "authors": 3,
        "authors_known": True,
        "subreddits": [{"name": "Pottery", "mentions": 3}],
        "first_seen": DAY,
        "last_seen": "2026-08-30T10:40:00Z",
        "trend": {
            "state": None,
            "buckets": [
                {"start": DAY, "end": "2026-08-30T10:40:00Z", "mentions": 3, "documents": 50, "share": 0.06}
            ],
        },
        "quotes": [make_quote()],
        **fields,
    }  # fmt: skip


def make_scan(**fields: Any) -> dict[str, Any]:
    return {
        "id": "scan1",
        "status": "completed",
        "source": "reddit",
        "request": {"source": "reddit", "subreddits": ["Pottery"], "keywords": ["kiln", "glaze"], "range": "30d"},
        "counts": {
            "posts": 1200, "comments": 1, "duplicates": 0, "other_languages": 0, "mentions": 9, "pain_points": 2,
        },
        "coverage": [make_coverage("Pottery")],
        "encoder": "static",
        "as_of": DAY,
        "timings": {},
        **fields,
    }  # fmt: skip


def make_coverage(target: str, **fields: Any) -> dict[str, Any]:
    return {
        "source": "reddit",
        "target": target,
        "asked": 30,
        "fetched": 25,
        "status": "complete",
        "reason": None,
        "from": DAY,
        "to": "2026-08-30T10:40:00Z",
        **fields,
    }


def make_about(*, unmask: bool = False, **fields: Any) -> dict[str, Any]:
    scan = make_scan(**fields)
    return describe_export(scan, {}, pain_points=2, quotes=9, exported_at="2026-09-01T08:05:00Z", unmask=unmask)


def make_report(*pain_points: dict[str, Any], about: dict[str, Any] | None = None) -> Report:
    contents = ({key: item[key] for key in ("id", "name", "score", "mentions")} for item in pain_points)
    return Report(about or make_about(), contents, (_with_lazy_quotes(item) for item in pain_points))


def _with_lazy_quotes(pain_point: dict[str, Any]) -> dict[str, Any]:
    """As they come from a database: once, and in order."""
    return pain_point | {"quotes": iter(pain_point["quotes"])}


def many_quotes(number: int) -> Iterator[dict[str, Any]]:
    return (make_quote(f"The kiln trips the fuse for the {count:,}th time.") for count in range(number))


def written(pieces: Iterable[bytes]) -> str:
    return b"".join(pieces).decode()
