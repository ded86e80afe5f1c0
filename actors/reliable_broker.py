"""Dramatiq's Redis broker, so that a worker's messages outlive an outage of Redis.

Dramatiq swallows what its middleware raises after a message, and then acknowledges the message: a hand-off or retry
that cannot be enqueued would be gone. And what a worker had fetched when its connection broke would stay with it until
it ends. Built on private names of Dramatiq 2.2, which `tests/actors/test_reliable_broker.py` watches.
"""

from __future__ import annotations

import time
from collections import defaultdict
from typing import Any

import redis
import structlog
from dramatiq import Message
from dramatiq.brokers.redis import RedisBroker, _RedisConsumer
from dramatiq.errors import ConnectionClosed

from actors import shutdown

log = structlog.get_logger(__name__)

FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 2.0

# Puts back in its queue what this broker fetched and nobody here works on; answers how many there were.
RECLAIM = """
local working = {}
for i = 1, #ARGV do working[ARGV[i]] = true end
local reclaimed = 0
for _, id in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  if not working[id] then
    redis.call('SREM', KEYS[1], id)
    if redis.call('HEXISTS', KEYS[3], id) == 1 then
      redis.call('RPUSH', KEYS[2], id)
      reclaimed = reclaimed + 1
    end
  end
end
return reclaimed
"""


class ReliableBroker(RedisBroker):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)  # type: ignore[no-untyped-call]
        self.in_flight: dict[str, set[str]] = defaultdict(set)
        self._consumed: set[str] = set()
        self._reclaim = self.client.register_script(RECLAIM)

    @property
    def consumer_class(self) -> type[ReliableConsumer]:
        return ReliableConsumer

    def enqueue(self, message: Message[Any], *, delay: int | None = None) -> Message[Any]:
        """Enqueue a message; in a worker, wait for Redis to come back as long as the worker runs.

        Raises:
          redis.RedisError: Not in a worker, or it stops: the reconciler will send what is missing.
        """
        pause_s = FIRST_PAUSE_S
        while True:
            try:
                return self.enqueue_once(message, delay=delay)
            except (redis.ConnectionError, redis.TimeoutError) as error:
                if not self._consumed or shutdown.has_begun():
                    raise
                log.warning("broker unreachable", actor=message.actor_name, again_in_s=pause_s, error=str(error))
                time.sleep(pause_s)
                pause_s = min(pause_s * 2, LONGEST_PAUSE_S)

    def enqueue_once(self, message: Message[Any], *, delay: int | None = None) -> Message[Any]:
        """Enqueue a message, or fail at once.

        Raises:
          redis.RedisError
        """
        return super().enqueue(message, delay=delay)

    def consume(self, queue_name: str, prefetch: int = 1, timeout: int = 5000) -> ReliableConsumer:
        """Return a consumer; where one was before, give back what it had fetched and nobody works on.

        Raises:
          dramatiq.errors.ConnectionClosed
        """
        if queue_name in self._consumed:
            self._give_back(queue_name)
        self._consumed.add(queue_name)
        return ReliableConsumer(self, queue_name, prefetch, timeout)

    def _give_back(self, queue_name: str) -> None:
        # Of a queue of delayed messages, none is worked on: the worker forgot them with its connection.
        is_delayed = queue_name in self.delay_queues
        working = [] if is_delayed else list(self.in_flight[queue_name])
        queue = f"{self.namespace}:{queue_name}"
        acks = f"{self.namespace}:__acks__.{self.broker_id}.{queue_name}"
        try:
            count = self._reclaim(keys=[acks, queue, f"{queue}.msgs"], args=working)
        except (redis.ConnectionError, redis.TimeoutError) as error:
            raise ConnectionClosed(error) from None
        if count:
            log.warning("messages reclaimed", queue=queue_name, count=count)


class ReliableConsumer(_RedisConsumer):
    """Notes what this process works on, and takes a broker that is too slow for one that is gone."""

    def __init__(self, broker: ReliableBroker, queue_name: str, prefetch: int, timeout: int) -> None:
        super().__init__(broker, queue_name, prefetch, timeout)  # type: ignore[no-untyped-call]
        self.in_flight = broker.in_flight[queue_name]

    def __next__(self) -> Any:
        try:
            message = super().__next__()  # type: ignore[no-untyped-call]
        except redis.TimeoutError as error:
            raise ConnectionClosed(error) from None
        if message is not None:
            self.in_flight.add(message.options["redis_message_id"])
        return message

    def ack(self, message: Any) -> None:
        self._let_go(message, super().ack)

    def nack(self, message: Any) -> None:
        self._let_go(message, super().nack)

    def _let_go(self, message: Any, settle: Any) -> None:
        try:
            settle(message)
        except redis.TimeoutError as error:
            raise ConnectionClosed(error) from None
        self.in_flight.discard(message.options["redis_message_id"])
