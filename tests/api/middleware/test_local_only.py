"""Who may use the API while it has no keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from falcon.testing import TestClient

from tests.api.world import World, a_world


def status(client: TestClient, **headers: str) -> int:
    return client.simulate_get("/healthz", headers=headers).status_code


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000"])
def test_names_of_this_machine_are_served(client: TestClient, host: str) -> None:
    assert status(client, Host=host) == 200
    assert status(client, Host=host, Origin=f"http://{host.lower()}") == 200


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "127.0.0.1", "127.0.0.1:8001", "localhost.evil.example:8000", "[::1]", "127.0.0.1:8000:8000"],
)
def test_other_hosts_are_refused(client: TestClient, host: str) -> None:
    assert status(client, Host=host) == 403


@pytest.mark.parametrize(
    "origin", ["null", "https://127.0.0.1:8000", "http://127.0.0.1:3000", "http://evil.example", "file://", ""]
)
def test_pages_of_other_origins_are_refused(client: TestClient, origin: str) -> None:
    assert status(client, Origin=origin) == 403


def test_a_refused_request_changes_nothing(world: World) -> None:
    before = world.rows()
    path = f"/api/scans/{world.finished.id}"
    assert world.client.simulate_delete(path, headers={"Origin": "http://evil.example"}).status_code == 403
    assert world.client.simulate_delete(path, headers={"Host": "evil.example"}).status_code == 403
    assert world.rows() == before


def test_any_port_is_ours_when_the_system_chooses_it(tmp_path: Path) -> None:
    with a_world(tmp_path, port=0) as world:
        assert status(world.client, Host="127.0.0.1:43210", Origin="http://localhost:43210") == 200
        assert status(world.client, Host="evil.example:43210") == 403


def test_the_default_port_need_not_be_named(tmp_path: Path) -> None:
    with a_world(tmp_path, port=80) as world:
        assert status(world.client, Host="localhost", Origin="http://localhost") == 200
        assert status(world.client, Host="[::1]") == 200
        assert status(world.client, Host="localhost:8000") == 403


def test_no_answer_lets_other_sites_read_it(client: TestClient) -> None:
    preflight = client.simulate_options("/api/scans", headers={"Origin": "http://evil.example"})
    assert preflight.status_code == 403
    assert not [name for name in preflight.headers if name.lower().startswith("access-control")]
