from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import WatchedPage
from tests.e2e.harness import RunningStack

LABELS = {"csv": "CSV", "json": "JSON", "jsonl": "JSON Lines", "md": "Markdown", "html": "Report (HTML)"}


def export(page: Page, scan_id: str, kind: str) -> Path:
    page.goto(f"/scans/{scan_id}")
    page.get_by_role("button", name="Export", exact=True).click()
    page.get_by_role("dialog").locator(f"input[value={kind}]").check()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download", exact=True).click()
    assert download.value.suggested_filename.endswith(f".{kind}")
    return Path(download.value.path())


@pytest.mark.parametrize("kind", LABELS)
def test_every_export_opens_and_holds_every_pain_point(page: Page, stack: RunningStack, scan_id: str, kind: str):
    text = export(page, scan_id, kind).read_text(encoding="utf-8-sig")
    found = stack.pain_points(scan_id)
    match kind:
        case "csv":
            assert {row["pain_point_id"] for row in csv.DictReader(io.StringIO(text))} == {item["id"] for item in found}
        case "json":
            assert [item["id"] for item in json.loads(text)["pain_points"]] == [item["id"] for item in found]
        case "jsonl":
            about, *lines = map(json.loads, text.splitlines())
            assert [item["id"] for item in lines if "id" in item][: len(found)] == [item["id"] for item in found], about
        case "md":
            assert text.count("\n### ") == len(found)
        case "html":
            assert "<script" not in text
    assert found[0]["quotes"][0]["permalink"] in text


def test_the_report_opens_by_itself_with_no_request(watched: WatchedPage, scan_id: str, tmp_path: Path):
    report = tmp_path / "report.html"
    report.write_bytes(export(watched.page, scan_id, "html").read_bytes())
    asked: list[str] = []
    watched.page.on("request", lambda request: asked.append(request.url))
    watched.page.goto(report.as_uri())
    expect(watched.page.get_by_role("heading", level=1)).to_be_visible()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert not watched.grave_accessibility_faults()
    watched.wrong = [line for line in watched.wrong if "file:///" not in line]  # the report itself


def test_a_selection_is_exported_alone(page: Page, stack: RunningStack, scan_id: str):
    second = stack.pain_points(scan_id)[1]
    page.goto(f"/scans/{scan_id}")
    page.get_by_role("checkbox", name=f"Select {second['name']}").check()
    page.get_by_role("button", name="Export selection").click()
    page.get_by_role("dialog").locator("input[value=json]").check()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download", exact=True).click()
    exported = json.loads(Path(download.value.path()).read_text())
    assert [item["id"] for item in exported["pain_points"]] == [second["id"]]
