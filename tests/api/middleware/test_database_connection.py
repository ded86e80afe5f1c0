"""The clock is asked for beside requests, and never at their cost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from peewee import OperationalError

from models import clock
from models.database import connect, database
from tests.api.world import World, a_world


@pytest.fixture(autouse=True)
def unset_clock() -> Iterator[None]:
    clock.forget()
    yield
    clock.forget()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    times: list[str] = []
    sync = clock.sync

    def sync_and_note() -> None:
        times.append("asked")
        sync()

    monkeypatch.setattr(clock, "sync", sync_and_note)
    return times


def test_the_database_tells_the_time_of_what_a_request_writes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "SQLITE_NOW", "SELECT 4102444800000")
    monkeypatch.setattr(clock, "POSTGRES_NOW", "SELECT 4102444800000")
    paused = world.client.simulate_post("/api/queue/pause").json
    assert paused["paused_at"].startswith("2100-01-01T00:00:0")


def test_healthz_asks_nobody(world: World, asked: list[str]) -> None:
    assert world.client.simulate_get("/healthz").status_code == 200
    assert asked == []
    assert world.client.simulate_get("/api/scans").status_code == 200
    assert asked == ["asked"]


def test_a_database_that_does_not_tell_fails_no_request(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(clock, "sync", refuse)
    assert world.client.simulate_get("/api/scans").status_code == 200
    assert world.client.simulate_post("/api/queue/pause").status_code == 200
    assert database.is_closed()


def test_nobody_waits_for_another_request_that_asks(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, let_go = Event(), Event()

    def hang() -> None:
        begun.set()
        assert let_go.wait(timeout=20)

    monkeypatch.setattr(clock, "sync", hang)
    slow = Thread(target=world.client.simulate_get, args=("/api/sources",))
    slow.start()
    assert begun.wait(timeout=20)
    answered = world.client.simulate_get("/api/sources")
    is_waiting = slow.is_alive()
    let_go.set()
    slow.join()
    assert answered.status_code == 200
    assert is_waiting


def test_a_broken_database_still_lets_it_say_so(tmp_path: Path) -> None:
    with a_world(tmp_path) as world:
        (tmp_path / "broken.db").write_text("This is a text that is long enough to be no database.")
        connect(f"sqlite:///{tmp_path}/broken.db")
        assert world.client.simulate_get("/api/sources").status_code == 200
        assert world.client.simulate_get("/readyz").status_code == 503


def test_between_two_answers_time_goes_on(world: World) -> None:
    world.client.simulate_get("/api/scans")
    first = clock.now()
    world.client.simulate_get("/api/scans")
    assert timedelta(0) <= clock.now() - first < timedelta(seconds=5)
