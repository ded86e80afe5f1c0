from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.harness import RunningStack


def test_two_scans_are_compared_and_the_states_filter(page: Page, stack: RunningStack, scan_id: str):
    earlier = stack.create(source="sample", range={"from": "2026-08-01", "to": "2026-08-31"})["id"]
    assert stack.wait_until_ended(earlier)["status"] == "completed"
    page.goto("/compare")
    page.goto(f"/compare?earlier={earlier}&later={scan_id}")
    counts = stack.http.get("/api/compare", params={"earlier": earlier, "later": scan_id}).json()["counts"]
    assert counts["new"] > 0
    expect(page.get_by_role("heading", level=1, name="Compare")).to_be_visible()
    new = (
        page.get_by_role("radio", name="New")
        .or_(page.get_by_role("button", name="New"))
        .or_(page.get_by_role("tab", name="New"))
    )
    expect(new.first).to_be_visible()
    expect(page.get_by_text("What weakens this comparison")).to_be_visible()


def test_an_audience_is_made_used_and_deleted(page: Page, stack: RunningStack):
    page.goto("/audiences")
    page.get_by_role("button", name="New audience").click()
    page.get_by_label("Name", exact=True).fill("Makers of things")
    field = page.get_by_role("textbox", name="Subreddits")
    field.fill("pennybramble, stallandkiln ")
    page.get_by_role("button", name="Save").or_(page.get_by_role("button", name="Create")).first.click()
    expect(page.get_by_text("Makers of things").first).to_be_visible()
    (made,) = [item for item in stack.http.get("/api/audiences").json()["items"] if item["name"] == "Makers of things"]
    assert made["subreddits"] == ["pennybramble", "stallandkiln"]
    stack.http.delete(f"/api/audiences/{made['id']}")


def test_the_queue_page_shows_workers_and_pauses(page: Page, stack: RunningStack, scan_id: str):
    page.goto("/queue")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Resume")).to_be_visible()
    assert stack.http.get("/api/queue/status").json()["paused"] is True
    page.get_by_role("button", name="Resume").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    assert stack.http.get("/api/queue/status").json()["paused"] is False
