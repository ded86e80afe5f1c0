from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import WatchedPage
from tests.e2e.harness import RunningStack, running


@pytest.fixture
def empty_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    with running(tmp_path_factory.mktemp("first")) as stack:
        yield stack


@pytest.fixture
def first_page(empty_stack: RunningStack, open_page: Callable[..., WatchedPage]) -> Page:
    return open_page(f"http://127.0.0.1:{empty_stack.port}").page


def test_a_first_visit_comes_to_a_pain_in_two_clicks_and_sees_the_scan_run(first_page: Page):
    first_page.goto("/")
    expect(first_page.get_by_text("The sample is invented")).to_be_visible()
    first_page.get_by_role("button", name="Scan the sample").click()
    expect(first_page.get_by_role("button", name="Cancel the scan")).to_be_visible()
    expect(first_page.get_by_role("progressbar")).to_be_visible()
    first_page.evaluate("window.wasNotReloaded = true")
    pains = first_page.get_by_role("list", name="Pain points").get_by_role("heading").get_by_role("link")
    expect(pains.first).to_be_visible(timeout=60_000)
    assert first_page.evaluate("window.wasNotReloaded")
    name = pains.first.inner_text()
    pains.first.click()
    expect(first_page.get_by_role("heading", level=1, name=name)).to_be_focused()
    link = first_page.get_by_role("link", name="Open where it was said").first
    assert (link.get_attribute("href") or "").startswith("https://www.reddit.com/r/")
    expect(first_page.locator("mark").first).to_be_visible()


def test_a_bad_field_is_named_as_it_is_typed(watched: WatchedPage, scan_id: str):
    page = watched.page
    page.goto(f"/?like={scan_id}")
    field = page.get_by_label("Subreddits", exact=True)
    field.fill("no-such name!")
    field.press("Enter")
    field.blur()
    expect(page.get_by_text("is no name of a subreddit").first).to_be_visible()
    watched.forgive("422")  # the browser's own note of the estimate that was refused


def test_an_idle_form_says_what_the_scan_would_cost(page: Page, scan_id: str):
    page.goto(f"/?like={scan_id}")
    expect(page.locator(".estimate")).not_to_have_text("What it would cost is reckoned …")
