"""How full the broker's queues are, asked beside requests: fresh, and never for long."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import dramatiq
import psutil
import pytest

from actors.broker import QueueDepth, create_broker, queue_depths
from actors.scan import QUEUE
from settings import load_settings
from tests.brokers import a_broker

NO_NUMBERS = [QueueDepth(QUEUE, None, None, None)]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where an embedded broker would say how to reach it."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    load_settings.cache_clear()
    yield tmp_path
    load_settings.cache_clear()


def test_it_counts_what_waits_what_comes_later_and_what_is_dead(folder: Path):
    message = dramatiq.get_broker().get_actor("persist").message("scan", "token")
    with a_broker(folder):
        broker = create_broker(load_settings())
        broker.declare_queue(QUEUE)
        for _ in range(3):
            broker.enqueue(message)
        for _ in range(2):
            broker.enqueue(message.copy(), delay=60_000)
        assert queue_depths() == [QueueDepth(QUEUE, waiting=3, delayed=2, dead=0)]
        next(broker.consume(f"{QUEUE}.DQ"))  # a worker keeps it in memory until its time
        consumer = broker.consume(QUEUE)
        taken = next(consumer)
        assert queue_depths() == [QueueDepth(QUEUE, waiting=2, delayed=2, dead=0)]
        consumer.nack(taken)
        assert queue_depths() == [QueueDepth(QUEUE, waiting=2, delayed=2, dead=1)]


def test_a_broker_that_does_not_run_has_no_numbers():
    assert queue_depths() == NO_NUMBERS


def test_a_frozen_broker_has_none_within_half_a_second(folder: Path):
    with a_broker(folder):
        server = json.loads((folder / "broker.json").read_text())["pid"]
        os.kill(server, signal.SIGSTOP)
        try:
            began = time.monotonic()
            assert queue_depths() == NO_NUMBERS
            assert time.monotonic() - began < 0.5
        finally:
            os.kill(server, signal.SIGCONT)


def test_asking_again_and_again_leaves_no_connection_behind(folder: Path):
    with a_broker(folder):
        for _ in range(20):
            queue_depths()
        connections = psutil.Process().net_connections(kind="tcp")
        port = json.loads((folder / "broker.json").read_text())["port"]
        assert not [one for one in connections if one.raddr and one.raddr.port == port]
