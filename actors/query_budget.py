"""Queries a minute that one app may send, shared by all workers on all hosts through Redis, by its clock."""

from __future__ import annotations

import hashlib
import secrets

import redis

WINDOW_MS = 60_000

# A log of the queries of the last minute. Answers 0 after spending one, else the milliseconds until the oldest leaves.
TAKE = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
if redis.call('ZCARD', KEYS[1]) < tonumber(ARGV[1]) then
  redis.call('ZADD', KEYS[1], now, ARGV[3])
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return 0
end
local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
return math.max(1, oldest[2] + ARGV[2] - now)
"""


class QueryBudget:
    """A `sources.types.Budget`: no minute sees more than `per_minute` queries with one `owner`'s credentials."""

    def __init__(self, client: redis.Redis, owner: str, *, per_minute: int, window_ms: int = WINDOW_MS) -> None:
        self._take = client.register_script(TAKE)
        # The id of an app is no secret, but has no business in a list of keys either.
        self._key = f"painpointradar:queries:{hashlib.blake2b(owner.encode(), digest_size=8).hexdigest()}"
        self._per_minute = per_minute
        self._window_ms = window_ms

    def take(self) -> float:
        """Spend one query and return 0; or spend nothing and return the seconds until one is free.

        Raises:
          redis.RedisError: Nobody can say; send nothing.
        """
        member = secrets.token_hex(8)
        wait_ms = self._take(keys=[self._key], args=[self._per_minute, self._window_ms, member])
        return int(wait_ms) / 1000
