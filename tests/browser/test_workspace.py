from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.browsing import WatchedPage
from tests.e2e.harness import RunningStack

FILE = {
    "audiences": [
        {"name": "Founders", "subreddits": ["onedeskfounders"]},
        {"name": "Riders", "subreddits": ["haulwren"]},
    ]
}


def test_audiences_are_imported_exported_and_deleted(page: Page, stack: RunningStack, tmp_path: Path):
    file = tmp_path / "audiences.json"
    file.write_text(json.dumps(FILE))
    page.goto("/audiences")
    page.get_by_text("Import from a file").click()
    page.get_by_label("A file that Export wrote").set_input_files(file)
    page.get_by_role("button", name="Import 2 audiences").click()
    expect(page.get_by_role("heading", name="Riders")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Export").click()
    assert json.loads(Path(download.value.path()).read_text()) == FILE
    for name in ("Founders", "Riders"):
        page.get_by_role("button", name=f"Delete {name}").click()
        page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
        expect(page.get_by_role("heading", name=name)).to_have_count(0)
    assert stack.http.get("/api/audiences").json()["items"] == []


def test_a_bad_entry_of_an_import_is_named_and_nothing_is_kept(
    watched: WatchedPage, stack: RunningStack, tmp_path: Path
):
    page, file = watched.page, tmp_path / "audiences.json"
    file.write_text(json.dumps({"audiences": [{"name": "Riders", "subreddits": ["not a name!"]}]}))
    page.goto("/audiences")
    page.get_by_text("Import from a file").click()
    page.get_by_label("A file that Export wrote").set_input_files(file)
    page.get_by_role("button", name="Import 1 audience").click()
    expect(page.get_by_text("is no name of a subreddit")).to_be_visible()
    assert stack.http.get("/api/audiences").json()["items"] == []
    watched.forgive("422")


def test_a_cancelled_scan_is_retried_from_the_queue_and_ended_jobs_are_cleaned(page: Page, stack: RunningStack):
    stack.http.post("/api/queue/pause")
    scan = stack.create(source="sample", keywords=["invoice"])["id"]
    stack.http.post(f"/api/scans/{scan}/cancel")
    stack.http.post("/api/queue/resume")
    page.goto("/queue?state=cancelled")
    page.get_by_role("button", name="Retry: ").first.click()
    assert stack.wait_until_ended(scan)["status"] == "completed"
    page.goto("/queue?state=completed")
    page.get_by_role("button", name="Clean …").click()
    page.get_by_role("dialog").get_by_role("button", name="Take them off").click()
    expect(page.get_by_text("Their results stay.").first).to_be_visible()
    assert stack.http.get("/api/queue/status").json()["stats"]["completed"] == 0
    assert stack.scan(scan)["counts"]["pain_points"] > 0


def test_a_scan_is_retried_on_its_page_and_deleted_after_one_question(page: Page, stack: RunningStack):
    stack.http.post("/api/queue/pause")
    scan = stack.create(source="sample", keywords=["poster"])["id"]
    stack.http.post(f"/api/scans/{scan}/cancel")
    stack.http.post("/api/queue/resume")
    page.goto(f"/scans/{scan}")
    page.get_by_role("button", name="Retry").click()
    expect(page.get_by_role("list", name="Pain points").get_by_role("listitem").first).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("heading", level=1, name="Scans")).to_be_visible()
    assert stack.http.get(f"/api/scans/{scan}").status_code == 404


def test_the_documentation_of_the_api_opens_and_asks_nobody_else(page: Page):
    page.goto("/docs")
    expect(page.get_by_text("Ask a question: queue a scan")).to_be_visible()
    page.wait_for_load_state("networkidle")


def test_going_back_returns_to_the_list_as_it_was(page: Page, stack: RunningStack, scan_id: str):
    page.goto(f"/scans/{scan_id}?q=invoice")
    rows = page.get_by_role("list", name="Pain points").get_by_role("listitem")
    expect(rows.first).to_be_visible()
    found = rows.count()
    rows.first.get_by_role("link").first.click()
    expect(page.get_by_role("group", name="Curate")).to_be_visible()
    page.go_back()
    expect(rows).to_have_count(found)
    expect(page.get_by_role("searchbox", name="Search names and quotes")).to_have_value("invoice")
