"""Writing small dumps, in each form a file may have."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import zstandard

NEWEST = 1_760_000_000
DAY = 86_400


def submission(post_id: str, title: str = "Sync stops", selftext: Any = "", **more: Any) -> dict[str, Any]:
    base = {"subreddit": "Tools", "author": "ann", "created_utc": NEWEST, "score": 3, "over_18": False}
    return base | {"id": post_id, "title": title, "selftext": selftext} | more


def comment(comment_id: str, post_id: str, body: Any = "Same here", **more: Any) -> dict[str, Any]:
    base = {"subreddit": "Tools", "author": "bob", "created_utc": NEWEST, "score": 1}
    return base | {"id": comment_id, "link_id": f"t3_{post_id}", "body": body} | more


def ndjson(records: Iterable[dict[str, Any]]) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def write_ndjson(path: Path, records: Iterable[dict[str, Any]]) -> Path:
    path.write_bytes(ndjson(records))
    return path


def write_zst(path: Path, records: Iterable[dict[str, Any]]) -> Path:
    path.write_bytes(zstandard.ZstdCompressor().compress(ndjson(records)))
    return path


def write_csv(path: Path, records: list[dict[str, Any]]) -> Path:
    columns = list(dict.fromkeys(key for record in records for key in record))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(records)
    return path
