from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from api.requests import ScanRequest
from models import schema
from models.database import close_all_connections, connect, transaction
from models.scan import Scan
from tests.browser.browsing import WatchedPage
from tests.e2e.harness import RunningStack, running
from tests.factories import NOON, make_scan

SCANS = 203


@pytest.fixture
def crowded_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    folder = tmp_path_factory.mktemp("crowded")
    connect(f"sqlite:///{folder}/painpointradar.db")
    schema.migrate()
    with transaction():
        for minutes in range(SCANS):
            make_scan(at=NOON + timedelta(minutes=minutes), status="completed", progress=100)
        Scan.update(request=ScanRequest(source="sample").model_dump(mode="json")).execute()
    close_all_connections()
    with running(folder) as stack:
        yield stack


def test_a_new_scan_pushes_none_out_of_a_long_list(crowded_stack: RunningStack, open_page: Callable[..., WatchedPage]):
    page = open_page(f"http://127.0.0.1:{crowded_stack.port}").page
    page.goto("/")
    rows = page.get_by_role("list", name="Scans").get_by_role("listitem").and_(page.locator(".scan-row"))
    for shown in [*range(40, 201, 20), SCANS]:
        page.get_by_role("button", name="Show more").click()
        expect(rows).to_have_count(shown)
    crowded_stack.create(source="sample")
    expect(rows).to_have_count(SCANS + 1, timeout=20_000)
