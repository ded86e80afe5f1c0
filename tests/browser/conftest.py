"""One stack with finished scans for the whole folder; a fresh, watched page for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.browsing import WatchedPage, chromium
from tests.e2e.harness import RunningStack, running

FOLDER = Path(__file__).parent
QUICK_SCANS = {"SCAN_STARTS_PER_MINUTE": "60"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(FOLDER):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    with running(tmp_path_factory.mktemp("browser"), **QUICK_SCANS) as stack:
        yield stack


@pytest.fixture(scope="session")
def scan_id(stack: RunningStack) -> str:
    """A finished scan of the sample, which no test changes."""
    created: str = stack.create(source="sample")["id"]
    assert stack.wait_until_ended(created)["status"] == "completed"
    return created


@pytest.fixture
def open_page(browser: Browser, stack: RunningStack) -> Iterator[Callable[..., WatchedPage]]:
    """Open pages of the stack; at the end of the test nothing may have gone wrong in any of them."""
    opened: list[WatchedPage] = []

    def open_page(base_url: str | None = None, **options: bool) -> WatchedPage:
        opened.append(WatchedPage(browser, base_url or f"http://127.0.0.1:{stack.port}", **options))
        return opened[-1]

    yield open_page
    wrong = [line for page in opened for line in page.wrong]
    for page in opened:
        page.close()
    assert not wrong, wrong


@pytest.fixture
def watched(open_page: Callable[..., WatchedPage]) -> WatchedPage:
    return open_page()


@pytest.fixture
def page(watched: WatchedPage) -> Page:
    return watched.page
