from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.browsing import WatchedPage
from tests.e2e.harness import RunningStack


def test_a_running_scan_is_cancelled_after_one_question(page: Page, stack: RunningStack, scan_id: str):
    # Two of them take the slots, so that the third waits for sure.
    others = [stack.create(source="sample")["id"] for _ in range(2)]
    waiting = stack.create(source="sample", priority="low")["id"]
    page.goto(f"/scans/{waiting}")
    page.get_by_role("button", name="Cancel the scan").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel the scan").click()
    expect(page.get_by_text("Cancelled").first).to_be_visible()
    assert stack.wait_until_ended(waiting)["status"] == "cancelled"
    expect(page.get_by_role("button", name="Retry")).to_be_visible()
    for other in others:
        stack.wait_until_ended(other)


def test_search_and_filters_narrow_the_list_and_stand_in_the_address(page: Page, stack: RunningStack, scan_id: str):
    page.goto(f"/scans/{scan_id}")
    rows = page.get_by_role("list", name="Pain points").get_by_role("listitem")
    expect(rows.first).to_be_visible()
    page.get_by_role("searchbox", name="Search names and quotes").fill("invoice")
    expected = stack.http.get(f"/api/scans/{scan_id}/pain-points", params={"q": "invoice"}).json()["total"]
    assert 0 < expected < 50
    expect(rows).to_have_count(expected)
    expect(page.get_by_text(re.compile(rf"^{expected} pain points? match"))).to_be_visible()
    assert "q=invoice" in page.url
    page.reload()
    expect(rows).to_have_count(expected)
    page.get_by_role("button", name="Filter", exact=True).click()
    page.get_by_label("Score", exact=True).select_option("70")
    expect(page.get_by_text("No pain point matches")).to_be_visible()
    page.get_by_role("button", name="Clear search and filters").click()
    expect(rows.first).to_be_visible()


def test_coverage_is_told_in_plain_words(page: Page, scan_id: str):
    page.goto(f"/scans/{scan_id}")
    page.get_by_text("Coverage: all 8 subreddits read in full").click()
    expect(page.get_by_text("r/pennybramble").first).to_be_visible()


def test_a_missing_scan_says_so_with_a_way_on(watched: WatchedPage):
    watched.page.goto("/scans/nosuchscan")
    expect(watched.page.get_by_role("heading", name="This is not here")).to_be_visible()
    expect(watched.page.get_by_role("link", name="All scans")).to_be_visible()
    watched.forgive("404")


def test_a_broken_network_is_told_and_mends_itself(watched: WatchedPage, stack: RunningStack, scan_id: str):
    page = watched.page
    stack.http.post("/api/queue/pause")
    waiting = stack.create(source="sample")["id"]
    page.goto(f"/scans/{waiting}")
    expect(page.get_by_role("button", name="Cancel the scan")).to_be_visible()
    watched.context.set_offline(True)
    expect(page.get_by_role("status").filter(has_text="does not answer")).to_be_visible()
    stack.http.post("/api/queue/resume")
    stack.wait_until_ended(waiting)
    watched.context.set_offline(False)
    expect(page.get_by_role("list", name="Pain points").get_by_role("listitem").first).to_be_visible(timeout=40_000)
    expect(page.get_by_role("status").filter(has_text="does not answer")).to_be_hidden()
    watched.forgive("ERR_INTERNET_DISCONNECTED")


def test_the_keyboard_alone_reaches_a_pain_point(page: Page, scan_id: str):
    page.goto(f"/scans/{scan_id}")
    expect(page.get_by_role("list", name="Pain points").get_by_role("listitem").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Tab")
        if "/pain-points/" in (page.evaluate("document.activeElement.href") or ""):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/pain-points/"))


def test_nothing_is_wider_than_a_phone(open_page: Callable[..., WatchedPage], scan_id: str, stack: RunningStack):
    narrow = open_page(narrow=True)
    worst = stack.pain_points(scan_id)[0]["id"]
    for address in (
        "/",
        f"/scans/{scan_id}",
        f"/scans/{scan_id}/pain-points/{worst}",
        "/compare",
        "/audiences",
        "/queue",
    ):
        narrow.page.goto(address)
        expect(narrow.page.get_by_role("heading", level=1)).to_be_visible()
        narrow.page.wait_for_load_state("networkidle")
        assert narrow.overflow() <= 0, address
