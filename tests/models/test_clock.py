from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from models import clock

FIVE_MINUTES = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _own_clock() -> Iterator[None]:
    clock.forget()
    yield
    clock.forget()


@pytest.mark.parametrize("skew_s", [-300, 300])
def test_a_host_whose_clock_is_off_goes_by_the_databases(monkeypatch: pytest.MonkeyPatch, skew_s: int):
    true_ns = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: true_ns() + skew_s * 1_000_000_000)
    assert abs(clock.now() - datetime.now(UTC)) > FIVE_MINUTES - timedelta(seconds=5)
    clock.sync()
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=1)


def test_time_goes_on_between_two_looks_at_the_database():
    clock.sync()
    before = clock.now()
    time.sleep(0.02)
    assert timedelta(milliseconds=15) < clock.now() - before < timedelta(seconds=2)


def test_moments_are_whole_milliseconds():
    assert clock.now().microsecond % 1000 == 0
