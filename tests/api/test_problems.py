"""What is answered when it is not the client's fault."""

from __future__ import annotations

import sqlite3

import pytest
import structlog
from falcon.testing import TestClient

from api.app import create_app
from models.database import database
from tests.api.world import HOST, World
from tests.databases import on_postgres


@pytest.mark.skipif(on_postgres(), reason="only SQLite locks its whole database")
def test_a_locked_database_answers_503_and_when_to_come_back(world: World) -> None:
    database.obj.timeout = 0.05
    other = sqlite3.connect(world.database_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    answer = world.client.simulate_post("/api/scans", json={"source": "sample"})
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "2"
    assert "locked" in answer.json["detail"]
    assert world.client.simulate_get(f"/api/scans/{world.finished.id}").status_code == 200
    other.execute("ROLLBACK")
    other.close()
    assert world.client.simulate_post("/api/scans", json={"source": "sample"}).status_code == 202


def test_an_address_cannot_forge_a_log_line(world: World) -> None:
    with structlog.testing.capture_logs() as lines:
        world.client.simulate_get("/api/scans/a%0Ab%1B[31m")
    assert [line["path"] for line in lines] == ["/api/scans/a%0Ab%1B[31m"]


def test_a_bug_answers_500_without_a_traceback_and_is_logged_once(world: World) -> None:
    def broken() -> None:
        raise ZeroDivisionError("secret")

    app = create_app(world.settings, dispatch=broken, broker_problem=lambda: None, queue_depths=list)
    with structlog.testing.capture_logs() as lines:
        answer = TestClient(app, headers=HOST).simulate_post("/api/scans", json={"source": "sample"})
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    (error,) = [line for line in lines if line["log_level"] == "error"]
    assert error["event"] == "request failed"
    assert isinstance(error["exc_info"], ZeroDivisionError)
