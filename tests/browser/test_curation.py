from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness import RunningStack


@pytest.fixture
def curated_scan(stack: RunningStack) -> str:
    """A scan with a question of its own, so that what is done to it stays there."""
    created: str = stack.create(source="sample", subreddits=["pennybramble", "stallandkiln"])["id"]
    assert stack.wait_until_ended(created)["status"] == "completed"
    return created


def test_a_pain_point_is_renamed_starred_rejected_and_all_of_it_undone(
    page: Page, stack: RunningStack, curated_scan: str
):
    first = stack.pain_points(curated_scan)[0]
    before = stack.pain_points(curated_scan)
    page.goto(f"/scans/{curated_scan}/pain-points/{first['id']}")
    page.get_by_role("button", name="Rename").click()
    page.get_by_label("Name", exact=True).fill("Numbers of invoices")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1, name="Numbers of invoices")).to_be_visible()
    page.get_by_role("group", name="Curate").get_by_role("button", name="Star").click()
    expect(page.get_by_role("button", name="Starred")).to_be_visible()
    page.get_by_role("button", name="Reject").click()
    expect(page.get_by_text("You rejected this pain point")).to_be_visible()
    assert first["id"] not in {pain_point["id"] for pain_point in stack.pain_points(curated_scan)}
    page.get_by_text("History", exact=True).click()
    for words in ("Undo: rejected", "Undo: starred", "Undo: renamed"):
        page.get_by_role("button", name=words).first.click()
        expect(page.get_by_role("button", name=words)).to_have_count(0)
    expect(page.get_by_role("heading", level=1, name=first["name"])).to_be_visible()
    assert stack.pain_points(curated_scan) == before


def test_two_pain_points_are_merged_from_the_list_and_the_merging_undone(
    page: Page, stack: RunningStack, curated_scan: str
):
    before = stack.pain_points(curated_scan)
    page.goto(f"/scans/{curated_scan}")
    for pain_point in before[:2]:
        page.get_by_role("checkbox", name=f"Select {pain_point['name']}").check()
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    merged = stack.pain_points(curated_scan)
    assert len(merged) == len(before) - 1
    assert merged[0]["mentions"] == before[0]["mentions"] + before[1]["mentions"]
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name=before[1]["name"], exact=True)).to_be_visible()
    assert stack.pain_points(curated_scan) == before


def test_a_later_scan_of_the_question_keeps_the_given_name(page: Page, stack: RunningStack, curated_scan: str):
    first = stack.pain_points(curated_scan)[0]
    address = f"/api/scans/{curated_scan}/pain-points/{first['id']}/curations"
    done = stack.http.post(address, json={"action": "rename", "name": "A name that people gave"}).json()
    page.goto(f"/scans/{curated_scan}")
    page.get_by_role("button", name="Run again").click()
    page.wait_for_url(lambda url: curated_scan not in url)
    expect(page.get_by_role("link", name="A name that people gave")).to_be_visible(timeout=60_000)
    assert curated_scan not in page.url
    assert stack.http.post(f"/api/curations/{done['id']}/undo").is_success


def test_quotes_are_split_off_and_the_splitting_undone(page: Page, stack: RunningStack, curated_scan: str):
    before = stack.pain_points(curated_scan)
    whole = max(before, key=lambda pain_point: pain_point["mentions"])
    page.goto(f"/scans/{curated_scan}/pain-points/{whole['id']}")
    page.get_by_role("button", name="Split …").click()
    page.get_by_role("checkbox", name="Split off:").first.check()
    page.get_by_label("Name of the new pain point").fill("Something else")
    page.get_by_role("button", name="Split off 1 quote").click()
    page.get_by_role("link", name="Open it").click()
    expect(page.get_by_role("heading", level=1, name="Something else")).to_be_visible()
    after = stack.pain_points(curated_scan)
    assert len(after) == len(before) + 1
    assert {item["name"]: item["mentions"] for item in after}["Something else"] == 1
    page.goto(f"/scans/{curated_scan}/pain-points/{whole['id']}")
    page.get_by_text("History", exact=True).click()
    page.get_by_role("button", name="Undo: gave 1 quote").click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    assert stack.pain_points(curated_scan) == before


def test_a_note_is_kept_and_typing_survives_a_star(page: Page, stack: RunningStack, curated_scan: str):
    first = stack.pain_points(curated_scan)[0]
    page.goto(f"/scans/{curated_scan}/pain-points/{first['id']}")
    page.get_by_role("button", name="Add a note").click()
    page.get_by_label("Note", exact=True).fill("Ask the two who invoice abroad.")
    page.get_by_role("group", name="Curate").get_by_role("button", name="Star").click()
    expect(page.get_by_role("button", name="Starred")).to_be_visible()
    expect(page.get_by_label("Note", exact=True)).to_have_value("Ask the two who invoice abroad.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("complementary", name="Note")).to_have_text("Ask the two who invoice abroad.")
    noted = {item["id"]: (item["note"], item["starred"]) for item in stack.pain_points(curated_scan)}
    assert noted[first["id"]] == ("Ask the two who invoice abroad.", True)


def test_pain_points_are_merged_on_the_page_of_one(page: Page, stack: RunningStack, curated_scan: str):
    before = stack.pain_points(curated_scan)
    page.goto(f"/scans/{curated_scan}/pain-points/{before[0]['id']}")
    page.get_by_role("button", name="Merge …").click()
    page.get_by_role("dialog").get_by_role("searchbox").fill(before[-1]["name"])
    page.get_by_role("dialog").get_by_role("checkbox").first.check()
    page.get_by_role("dialog").get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_text("Merged 1 pain point into this one.")).to_be_visible()
    assert len(stack.pain_points(curated_scan)) == len(before) - 1
