"""A page that is watched: whatever goes wrong in the browser fails the test, whether or not the test looked for it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

CHROMIUM_FLAGS = (
    "--no-sandbox",  # tests run as root in containers
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
GRAVE = ("serious", "critical")
LOOPBACK = ("127.0.0.1", "localhost")
# Reports what the page's Content-Security-Policy refused, which the console does not always show.
REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.effectiveDirective} refused ${event.blockedURI || event.sourceFile}`), true);
"""


def chromium_path() -> str:
    """Find Chromium: CHROMIUM names it, or it is on the PATH.

    Raises:
      FileNotFoundError
    """
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise FileNotFoundError("No Chromium here. Install it (apt-get install chromium), or set CHROMIUM to its path.")
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(CHROMIUM_FLAGS))
        try:
            yield browser
        finally:
            browser.close()


class WatchedPage:
    """A page, and what went wrong in it: console errors, refusals of its policy, requests off this machine."""

    def __init__(self, browser: Browser, base_url: str, *, narrow: bool = False, dark: bool = False) -> None:
        self.context: BrowserContext = browser.new_context(
            base_url=base_url,
            viewport=NARROW if narrow else WIDE,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            timezone_id="Europe/Berlin",
            accept_downloads=True,
        )
        self.context.add_init_script(REPORT_VIOLATIONS)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.wrong: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.wrong.append(f"uncaught: {error}"))
        self.page.on("request", self._see)

    def forgive(self, words: str) -> None:
        """Take back what a test brought about on purpose; it must have happened."""
        kept = [line for line in self.wrong if words not in line]
        assert len(kept) < len(self.wrong), f"nothing said {words!r}: {self.wrong}"
        self.wrong = kept

    def grave_accessibility_faults(self) -> list[str]:
        results = Axe().run(self.page)
        return [
            f"{fault['id']} ({fault['impact']}): {node['html'][:200]}"
            for fault in results.response["violations"]
            if fault["impact"] in GRAVE
            for node in fault["nodes"]
        ]

    def overflow(self) -> int:
        """Return how many pixels the page is wider than its window."""
        wider: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return wider

    def close(self) -> None:
        self.context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(f"console {message.type}: {message.text}")

    def _see(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.hostname not in LOOPBACK:
            self.wrong.append(f"request off this machine: {request.url}")
