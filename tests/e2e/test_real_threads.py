"""Real threads through the real parts, each a process of its own: a broker, the API, and `dramatiq actors`."""

from __future__ import annotations

import collections
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard

from models.database import connect, database
from models.document import Document, ScanDocument
from tests.e2e.harness import RunningStack
from tests.e2e.parts import separate_parts

FILES = ("notion_submissions.zst", "notion_comments.zst", "pcfix_submissions.zst", "pcfix_comments.zst")
PERMALINK = re.compile(r"https://www\.reddit\.com/r/\w+/comments/\w+/([^/]+/(\w+/)?)?")

pytestmark = [pytest.mark.shared_data, pytest.mark.slow]


@pytest.fixture
def parts(shared_data: Path, tmp_path: Path) -> Iterator[RunningStack]:
    (tmp_path / "archive").mkdir()
    for name in FILES:
        shutil.copy(shared_data / "reddit" / name, tmp_path / "archive" / name)
    with separate_parts(tmp_path) as stack:
        yield stack


def test_two_scans_of_real_threads_quote_verbatim_and_store_each_document_once(parts: RunningStack, shared_data: Path):
    texts = dict(read_texts(shared_data / "reddit"))
    both = parts.create(source="archive", files=list(FILES))
    notion = parts.create(source="archive", files=list(FILES[:2]))
    for created in (both, notion):
        scan = parts.wait_until_ended(created["id"], within_s=400)
        assert scan["status"] == "completed", scan
        assert scan["counts"]["pain_points"] > 20
        check_quotes(parts, created["id"], texts)
    assert scan["counts"]["posts"] == 347
    check_documents(parts.database_url, both["id"], notion["id"])


def check_quotes(parts: RunningStack, scan_id: str, texts: dict[str, str]) -> None:
    for listed in parts.pain_points(scan_id):
        pain_point = parts.http.get(f"/api/scans/{scan_id}/pain-points/{listed['id']}").json()
        assert len(pain_point["quotes"]) == pain_point["mentions"]
        for quote in pain_point["quotes"]:
            assert texts[quote["document_id"]][quote["start"] : quote["end"]] == quote["text"]
            assert PERMALINK.fullmatch(quote["permalink"]), quote["permalink"]


def check_documents(url: str, both: str, notion: str) -> None:
    connect(url)
    with database.connection_context():
        stored = collections.Counter(row.id for row in Document.select(Document.id))
        assert set(stored.values()) == {1}
        seen = {
            scan_id: {row.document_id for row in ScanDocument.select().where(ScanDocument.scan == scan_id)}
            for scan_id in (both, notion)
        }
    assert set(stored) == seen[both]
    assert 0 < len(seen[notion]) < len(seen[both])
    assert seen[notion] < seen[both]


def read_texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Read the texts by a way of their own: title, blank line, selftext; or the body."""
    for name in FILES:
        with (folder / name).open("rb") as raw:
            for line in io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(raw), encoding="utf-8"):
                row = json.loads(line)
                if "title" in row:
                    parts = (row["title"], row.get("selftext") or "")
                    yield f"t3_{row['id']}", "\n\n".join(part for part in parts if part)
                else:
                    yield f"t1_{row['id']}", row["body"]
