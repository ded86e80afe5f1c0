from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.harness import RunningStack


def test_two_scans_are_compared_and_the_states_filter(page: Page, stack: RunningStack, scan_id: str):
    earlier = stack.create(source="sample", range={"from": "2026-08-01", "to": "2026-08-31"})["id"]
    assert stack.wait_until_ended(earlier)["status"] == "completed"
    page.goto(f"/compare?earlier={earlier}&later={scan_id}")
    counts = stack.http.get("/api/compare", params={"earlier": earlier, "later": scan_id}).json()["counts"]
    assert counts["new"] > 0
    page.get_by_role("radio", name="New").check()
    items = page.locator("ol.changes > li")
    expect(items).to_have_count(counts["new"])
    expect(page.get_by_text("What weakens this comparison")).to_be_visible()
    assert "state=new" in page.url
    page.get_by_role("radio", name="All").check()
    expect(items).to_have_count(sum(counts.values()))


def test_selected_pain_points_are_compared_with_the_scan_before(page: Page, stack: RunningStack, scan_id: str):
    later = stack.create(source="sample")["id"]
    stack.wait_until_ended(later)
    chosen = stack.pain_points(later)[2]
    page.goto(f"/scans/{later}")
    page.get_by_role("checkbox", name=f"Select {chosen['name']}").check()
    page.get_by_role("link", name="Compare", exact=True).last.click()
    expect(page.locator("ol.changes > li")).to_have_count(1)
    expect(page.get_by_role("link", name=chosen["name"]).first).to_be_visible()
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("ol.changes > li").nth(1)).to_be_visible()


def test_an_audience_is_made_used_and_deleted(page: Page, stack: RunningStack):
    page.goto("/audiences")
    page.get_by_role("button", name="New audience").click()
    page.get_by_label("Name", exact=True).fill("Makers of things")
    page.get_by_label("Subreddits", exact=True).fill("pennybramble, stallandkiln ")
    page.get_by_role("button", name="Save").or_(page.get_by_role("button", name="Create")).first.click()
    expect(page.get_by_role("heading", name="Makers of things")).to_be_visible()
    (made,) = stack.http.get("/api/audiences").json()["items"]
    assert made["subreddits"] == ["pennybramble", "stallandkiln"]
    page.get_by_role("link", name="Scan this audience").click()
    expect(page.get_by_label("Audience", exact=True)).to_have_value("Makers of things")
    stack.http.delete(f"/api/audiences/{made['id']}")


def test_the_queue_page_shows_workers_and_pauses(page: Page, stack: RunningStack, scan_id: str):
    page.goto("/queue")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Resume")).to_be_visible()
    assert stack.http.get("/api/queue/status").json()["paused"] is True
    page.get_by_role("button", name="Resume").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    assert stack.http.get("/api/queue/status").json()["paused"] is False
