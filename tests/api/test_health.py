"""Whether the service says of itself what is true."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from falcon.testing import TestClient

from api.app import create_app
from models.clock import now
from models.database import connect, database
from models.worker import beat
from settings import Settings
from tests.api.world import HOST, World


def missing(client: TestClient) -> dict[str, tuple[str, str]]:
    """What is needed and not there."""
    answer = client.simulate_get("/readyz")
    needed = [check for check in answer.json["checks"] if check["required"]]
    checks = {check["name"]: (check["problem"], check["mend"]) for check in needed if not check["ok"]}
    assert answer.status_code == (503 if checks else 200)
    assert answer.json["ready"] is not bool(checks)
    assert len(needed) == 4
    return checks


def scheduler_check(client: TestClient) -> dict[str, Any]:
    (check,) = [check for check in client.simulate_get("/readyz").json["checks"] if not check["required"]]
    found: dict[str, Any] = check
    return found


def test_it_is_ready_when_everything_is_there(world: World) -> None:
    beat("worker-1", host="laptop", pid=42, now=now())
    assert missing(world.client) == {}


def test_it_is_ready_without_a_scheduler_and_names_the_command_that_starts_one(world: World) -> None:
    beat("worker-1", host="laptop", pid=42, now=now())
    check = scheduler_check(world.client)
    assert (check["name"], check["ok"], check["mend"]) == (
        "scheduler",
        False,
        ".venv/bin/python -m actors.scheduler",
    )
    assert "workers tick" in check["problem"]
    beat("scheduler-1", host="laptop", pid=43, now=now(), role="scheduler")
    assert scheduler_check(world.client)["ok"] is True


def test_a_scheduler_is_no_worker(world: World) -> None:
    beat("scheduler-1", host="laptop", pid=43, now=now(), role="scheduler")
    assert set(missing(world.client)) == {"worker"}


def test_it_names_the_command_that_starts_a_worker(world: World) -> None:
    ((_, mend),) = missing(world.client).values()
    assert mend == ".venv/bin/dramatiq actors"


def test_it_says_what_is_wrong_with_the_broker(world: World) -> None:
    beat("worker-1", host="laptop", pid=42, now=now())
    app = create_app(
        world.settings, dispatch=lambda: None, broker_problem=lambda: "Nobody answers on port 6379.", queue_depths=list
    )
    assert missing(TestClient(app, headers=HOST)) == {"broker": ("Nobody answers on port 6379.", "make run")}


def test_it_names_the_command_that_migrates(world: World) -> None:
    database.execute_sql("DELETE FROM schema_migration")
    problem, mend = missing(world.client)["schema"]
    assert "0001" in problem
    assert mend == ".venv/bin/python cli.py migrate"


@pytest.fixture
def client_without_database(tmp_path: Path) -> TestClient:
    (tmp_path / "no.db").write_text("this is no database at all, but a text that is long enough")
    connect(f"sqlite:///{tmp_path}/no.db")
    settings = Settings(_env_file=None, data_dir=tmp_path)
    return TestClient(
        create_app(settings, dispatch=lambda: None, broker_problem=lambda: None, queue_depths=list), headers=HOST
    )


def test_a_broken_database_makes_it_unready_not_dead(client_without_database: TestClient) -> None:
    assert set(missing(client_without_database)) == {"database", "schema", "worker"}
    assert client_without_database.simulate_get("/healthz").json == {"status": "ok"}


def test_a_broken_database_answers_503(client_without_database: TestClient) -> None:
    answer = client_without_database.simulate_get("/api/scans")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "2"
    assert answer.headers["content-type"] == "application/problem+json"
