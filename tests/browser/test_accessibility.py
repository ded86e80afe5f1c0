from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.browsing import WatchedPage
from tests.e2e.harness import RunningStack


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "390"])
def test_axe_finds_nothing_grave_on_any_page(
    open_page: Callable[..., WatchedPage], stack: RunningStack, scan_id: str, narrow: bool, dark: bool
):
    watched = open_page(narrow=narrow, dark=dark)
    worst = stack.pain_points(scan_id)[0]["id"]
    for address in (
        "/",
        f"/?like={scan_id}",
        f"/scans/{scan_id}",
        f"/scans/{scan_id}/pain-points/{worst}",
        "/compare",
        "/audiences",
        "/queue",
    ):
        watched.page.goto(address)
        expect(watched.page.get_by_role("heading", level=1)).to_be_visible()
        watched.page.wait_for_load_state("networkidle")
        assert not watched.grave_accessibility_faults(), address
