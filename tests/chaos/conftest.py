"""Fixtures of the chaos suite: a fleet for each kind of set-up, whose whole history is checked behind each test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pytest

from tests.chaos import witness
from tests.chaos.fleet import Fleet, Master

THREE_HERE = (Master(), Master(), Master())


class Fleets:
    """Keeps the fleet that runs, for as long as the tests that follow ask for the same and find nothing wrong."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        self._factory = factory
        self._set_up: tuple[Sequence[Master], Mapping[str, str]] | None = None
        self._fleet: Fleet | None = None

    def get(self, masters: Sequence[Master], env: Mapping[str, str]) -> Fleet:
        if self._fleet is None or self._set_up != (masters, env):
            self.stop()
            self._fleet = Fleet(self._factory.mktemp("fleet"), masters, **env)
            self._set_up = (masters, env)
            self._fleet.start()
        return self._fleet

    def stop(self) -> None:
        if self._fleet:
            self._fleet.stop()
            self._fleet = None


@pytest.fixture(scope="session")
def fleets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleets]:
    running = Fleets(tmp_path_factory)
    yield running
    running.stop()


@pytest.fixture
def fleet(request: pytest.FixtureRequest, fleets: Fleets) -> Iterator[Fleet]:
    """Three masters on this machine, or those that the test's file names in MASTERS, with the settings of its ENV.

    Behind the test every scan has ended, and nothing in the history is wrong.
    """
    module = request.module
    running = fleets.get(getattr(module, "MASTERS", THREE_HERE), getattr(module, "ENV", {}))
    try:
        yield running
        witness.wait_until_ended(*running.accepted)
        assert running.wrong() == []
    except BaseException:
        fleets.stop()  # what is wrong here is not blamed on the next test
        raise
