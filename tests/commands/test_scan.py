"""`cli.py scan` and a user who does not want to wait."""

from __future__ import annotations

from typing import Any

import pytest

from commands.client import ScanClient
from stack.errors import StackError
from tests.commands.conftest import Run


@pytest.fixture
def interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    def follow(self: ScanClient, scan_id: str) -> dict[str, Any]:
        raise KeyboardInterrupt

    monkeypatch.setattr(ScanClient, "create_scan", lambda self, body: {"id": "abc"})
    monkeypatch.setattr(ScanClient, "follow", follow)


@pytest.mark.usefixtures("interrupted")
def test_ctrl_c_says_that_the_scan_goes_on_and_how_to_cancel_it(run: Run):
    result = run("scan", "--source", "sample")
    assert result.exit_code == 130
    assert "The scan abc goes on." in result.output
    assert "cli.py queue cancel abc" in result.output


@pytest.mark.usefixtures("interrupted")
def test_on_another_machine_it_is_cancelled_over_its_api(run: Run):
    result = run("scan", "--source", "sample", "--url", "http://127.0.0.1:8001")
    assert "curl -X POST http://127.0.0.1:8001/api/scans/abc/cancel" in result.output


def test_an_audience_is_asked_for_by_its_name(run: Run, monkeypatch: pytest.MonkeyPatch):
    asked: list[dict[str, Any]] = []

    def create(self: ScanClient, body: dict[str, Any]) -> dict[str, Any]:
        asked.append(body)
        raise StackError("audience: is no audience")

    monkeypatch.setattr(ScanClient, "create_scan", create)
    refused = run("scan", "--source", "sample", "--audience", "Potters")
    assert asked == [{"source": "sample", "audience": "Potters", "priority": "standard"}]
    assert refused.exit_code != 0
