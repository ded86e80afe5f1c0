from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from actors.query_budget import QueryBudget
from tests.brokers import a_broker


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[redis.Redis]:
    with a_broker(tmp_path_factory.mktemp("broker")) as url:
        yield redis.Redis.from_url(url)


def test_a_full_window_says_how_long_to_wait_and_then_lets_go(client: redis.Redis):
    budget = QueryBudget(client, "app-1", per_minute=3, window_ms=300)
    assert [budget.take() for _ in range(3)] == [0, 0, 0]
    wait = budget.take()
    assert 0 < wait <= 0.3
    time.sleep(wait)
    assert budget.take() == 0


def test_workers_share_one_budget_and_apps_do_not(client: redis.Redis):
    granted: list[float] = []

    def take() -> None:
        budget = QueryBudget(client, "app-2", per_minute=10)
        granted.extend(budget.take() for _ in range(5))

    threads = [threading.Thread(target=take) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(wait == 0 for wait in granted) == 10
    assert QueryBudget(client, "app-3", per_minute=10).take() == 0


def test_a_server_that_is_away_grants_nothing(tmp_path: Path):
    with a_broker(tmp_path) as url:
        budget = QueryBudget(redis.Redis.from_url(url), "app-4", per_minute=3)
    with pytest.raises(redis.RedisError):
        budget.take()
