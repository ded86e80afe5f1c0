"""A broker that outlives an outage of Redis, and a watch on the private names of Dramatiq that it is built on."""

from __future__ import annotations

import inspect
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import dramatiq
import pytest
import redis
from dramatiq.brokers import redis as dramatiq_redis
from dramatiq.errors import ConnectionClosed
from redis.backoff import NoBackoff
from redis.retry import Retry

from actors.reliable_broker import ReliableBroker
from stack.child import Child
from stack.embedded_broker import start_embedded_broker
from tests.brokers import a_broker

QUEUE = "work"


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    with a_broker(tmp_path) as address:
        yield address


def make_broker(url: str) -> ReliableBroker:
    client = redis.Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5, retry=Retry(NoBackoff(), 0))
    broker = ReliableBroker(client=client, namespace="test", middleware=[])
    dramatiq.actor(actor_name="noop", queue_name=QUEUE, broker=broker)(_do_nothing)
    return broker


def _do_nothing() -> None: ...


def message(broker: ReliableBroker) -> dramatiq.Message[None]:
    return broker.get_actor("noop").message()


def test_dramatiq_has_the_private_names_we_build_on(url: str):
    consumer = inspect.signature(dramatiq_redis._RedisConsumer.__init__)
    assert list(consumer.parameters) == ["self", "broker", "queue_name", "prefetch", "timeout"]
    assert isinstance(inspect.getattr_static(dramatiq_redis.RedisBroker, "consumer_class"), property)
    assert list(inspect.signature(dramatiq_redis.RedisBroker.consume).parameters) == [
        *("self", "queue_name", "prefetch", "timeout")
    ]


def test_dramatiq_keeps_messages_under_the_keys_we_reclaim_from(url: str):
    broker = make_broker(url)
    broker.enqueue(message(broker))
    assert broker.client.llen(f"test:{QUEUE}") == broker.client.hlen(f"test:{QUEUE}.msgs") == 1
    next(broker.consume(QUEUE))
    assert broker.client.scard(f"test:__acks__.{broker.broker_id}.{QUEUE}") == 1
    broker.enqueue(message(broker), delay=60_000)
    next(broker.consume(f"{QUEUE}.DQ"))
    assert broker.client.scard(f"test:__acks__.{broker.broker_id}.{QUEUE}.DQ") == 1


def test_a_new_consumer_gets_what_the_old_one_fetched_and_nobody_works_on(url: str):
    broker = make_broker(url)
    worked_on, forgotten = broker.enqueue(message(broker)), broker.enqueue(message(broker))
    consumer = broker.consume(QUEUE, prefetch=2)
    assert next(consumer).message_id == worked_on.message_id  # the second waits in the consumer's memory
    again = broker.consume(QUEUE, prefetch=2)
    assert next(again).message_id == forgotten.message_id
    assert next(again) is None


def test_delayed_messages_in_memory_are_given_back(url: str):
    broker = make_broker(url)
    broker.enqueue(message(broker), delay=60_000)
    assert next(broker.consume(f"{QUEUE}.DQ")) is not None
    assert next(broker.consume(f"{QUEUE}.DQ")) is not None


def test_a_worker_hands_on_when_the_broker_is_back(tmp_path: Path):
    server = start_embedded_broker(tmp_path)
    address = f"redis://127.0.0.1:{server.command[server.command.index('--port') + 1]}/0"
    broker = make_broker(address)
    broker.consume(QUEUE)
    _kill(server)
    sent = threading.Thread(target=broker.enqueue, args=(message(broker),))
    sent.start()
    time.sleep(0.5)
    assert sent.is_alive()
    server.start()
    sent.join(timeout=10)
    assert not sent.is_alive()
    assert broker.client.llen(f"test:{QUEUE}") == 1
    server.stop()


def _kill(server: Child) -> None:
    for process in server.tree():
        process.kill()
        process.wait()


def test_outside_a_worker_and_once_a_missing_broker_is_an_error(tmp_path: Path):
    broker = make_broker("redis://127.0.0.1:1/0")
    for send in (broker.enqueue, broker.enqueue_once):
        with pytest.raises(redis.ConnectionError):
            send(message(broker))


def test_a_consumer_takes_a_frozen_broker_for_one_that_is_gone(url: str):
    broker = make_broker(url)
    consumer = broker.consume(QUEUE)
    broker.client.client_pause(2_000)
    with pytest.raises(ConnectionClosed):
        next(consumer)
