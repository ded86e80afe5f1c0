"""Photographs each page of the dashboard, on scans of the sample: `make screenshots`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.browsing import WatchedPage, chromium
from tests.e2e.harness import ROOT, RunningStack, running

FOLDER = ROOT / "docs" / "screenshots"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as stack, chromium() as browser:
        addresses = dict(_pages(stack))
        for name, look in (("", {}), ("-narrow", {"narrow": True}), ("-dark", {"dark": True})):
            watched = WatchedPage(browser, f"http://127.0.0.1:{stack.port}", **look)
            for page, address in addresses.items():
                _photograph(watched.page, address, FOLDER / f"{page}{name}.png")
            watched.close()
            assert not watched.wrong, watched.wrong
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER.relative_to(ROOT)}")


def _pages(stack: RunningStack) -> Iterator[tuple[str, str]]:
    """Make something to see on each page, and yield its name and address."""
    stack.http.post("/api/audiences", json={"name": "Makers", "subreddits": ["pennybramble", "stallandkiln"]})
    earlier = stack.create(source="sample", range={"to": "2026-08-31"})["id"]
    later = stack.create(source="sample")["id"]
    for scan in (earlier, later):
        assert stack.wait_until_ended(scan)["status"] == "completed"
    worst = stack.pain_points(later)[0]["id"]
    yield "home", "/"
    yield "scan", f"/scans/{later}"
    yield "pain-point", f"/scans/{later}/pain-points/{worst}"
    yield "compare", f"/compare?earlier={earlier}&later={later}"
    yield "audiences", "/audiences"
    yield "queue", "/queue"
    yield "docs", "/docs"


def _photograph(page: Page, address: str, file: Path) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=file)


if __name__ == "__main__":
    main()
