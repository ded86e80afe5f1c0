from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from dramatiq.middleware import SkipMessage
from redis.backoff import NoBackoff
from redis.retry import Retry

import actors
from actors.middleware.start_limit import StartLimit
from models.clock import now
from models.job import Job
from models.waiting_line import start_next
from settings import Settings
from tests.brokers import a_broker
from tests.factories import make_job


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[redis.Redis]:
    with a_broker(tmp_path_factory.mktemp("broker")) as url, redis.Redis.from_url(url) as client:
        yield client


@pytest.fixture
def limit(server: redis.Redis) -> StartLimit:
    server.flushall()
    return StartLimit(server, Settings(_env_file=None), namespace="test")


def test_five_start_and_the_sixth_is_told_how_long_to_wait(limit: StartLimit):
    assert [limit.wait_ms(f"scan-{number}") for number in range(5)] == [0] * 5
    assert 59_000 < limit.wait_ms("scan-5") <= 60_000


def test_a_message_that_comes_twice_is_charged_once(limit: StartLimit):
    assert [limit.wait_ms("scan-0") for _ in range(9)] == [0] * 9
    assert [limit.wait_ms(f"scan-{number}") for number in range(1, 5)] == [0] * 4


def test_the_window_slides_by_the_servers_clock(limit: StartLimit, server: redis.Redis):
    for number in range(5):
        limit.wait_ms(f"scan-{number}")
    seconds, microseconds = server.time()
    server.zadd(limit.key, {"scan-0": seconds * 1000 + microseconds // 1000 - 59_000})
    assert 0 < limit.wait_ms("scan-5") <= 1_000
    server.zadd(limit.key, {"scan-0": seconds * 1000 + microseconds // 1000 - 60_001})
    assert limit.wait_ms("scan-5") == 0


def message(job: Job, actor: str = "fetch_reddit"):
    return actors.broker.get_actor(actor).message(job.scan_id, job.run_token)


def started_job() -> Job:
    job = make_job(at=now())
    assert start_next(slots=99, starts_per_window=0, now=now())
    return job


def test_a_start_that_comes_too_early_goes_back_in_line_and_burns_no_attempt(limit: StartLimit):
    for number in range(5):
        limit.wait_ms(f"scan-{number}")
    job = started_job()
    with pytest.raises(SkipMessage):
        limit.before_process_message(actors.broker, message(job))
    job = Job.get_by_id(job.id)
    assert (job.state, job.slot, job.attempts_made) == ("waiting", None, 0)
    assert timedelta(seconds=55) < job.not_before - now() <= timedelta(seconds=60)


def test_later_stages_are_not_limited(limit: StartLimit):
    for number in range(5):
        limit.wait_ms(f"scan-{number}")
    limit.before_process_message(actors.broker, message(started_job(), "cluster"))


def test_where_redis_cannot_say_nothing_starts():
    away = redis.Redis(port=1, retry=Retry(NoBackoff(), 0))
    job = started_job()
    with pytest.raises(SkipMessage):
        StartLimit(away, Settings(_env_file=None), namespace="test").before_process_message(actors.broker, message(job))
    assert Job.get_by_id(job.id).state == "active"


def test_zero_means_no_limit(server: redis.Redis, tmp_path: Path):
    unlimited = StartLimit(server, Settings(_env_file=None, scan_starts_per_minute=0), namespace="none")
    for _ in range(7):
        unlimited.before_process_message(actors.broker, message(started_job()))
    assert not server.exists(unlimited.key)
