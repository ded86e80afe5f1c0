"""The guard behind the dispatcher: no more scans start in any minute than allowed, over all hosts, by Redis's clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import redis
import structlog
from dramatiq.middleware import Middleware, SkipMessage
from peewee import DatabaseError, InterfaceError

from actors import tally
from models.clock import now
from models.waiting_line import WINDOW, attempt_to_start, defer_start
from settings import Settings

log = structlog.get_logger(__name__)

# A log of the starts in the window, by Redis's clock. Answers 0 for a start that is let through or was before (the
# same message may come twice), else the milliseconds until the oldest start leaves the window.
ADMIT = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
if redis.call('ZSCORE', KEYS[1], ARGV[3]) then
  return 0
end
if redis.call('ZCARD', KEYS[1]) < tonumber(ARGV[1]) then
  redis.call('ZADD', KEYS[1], now, ARGV[3])
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return 0
end
local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
return math.max(1, oldest[2] + ARGV[2] - now)
"""


class StartLimit(Middleware):
    """A start that comes too early goes back in the waiting line; it never fails, and burns no attempt.

    Where Redis cannot say, nothing starts: the message is dropped, and the reconciler sends it again.
    """

    def __init__(self, client: redis.Redis, settings: Settings, *, namespace: str) -> None:
        self.limit = settings.scan_starts_per_minute
        self.window_ms = int(WINDOW / timedelta(milliseconds=1))
        self.key = f"{namespace}:starts"
        self._admit = client.register_script(ADMIT)

    @property
    def actor_options(self) -> set[str]:
        return {"starts_scan"}

    def before_process_message(self, broker: Any, message: Any) -> None:
        if not self.limit or not broker.get_actor(message.actor_name).options.get("starts_scan"):
            return
        scan_id, run_token = message.args
        try:
            attempt = attempt_to_start(scan_id, run_token)
            wait_ms = self.wait_ms(attempt) if attempt else 0
            if wait_ms:
                self._defer(scan_id, run_token, timedelta(milliseconds=wait_ms))
        except (redis.RedisError, DatabaseError, InterfaceError) as error:
            raise SkipMessage(f"nobody can say whether {scan_id} may start: {error}") from error
        if wait_ms:
            raise SkipMessage(f"{scan_id} may start in {wait_ms} ms")

    def wait_ms(self, attempt: str) -> int:
        """Let an attempt start and return 0; or return the milliseconds until there is room.

        Raises:
          redis.RedisError
        """
        return int(self._admit(keys=[self.key], args=[self.limit, self.window_ms, attempt]))

    def _defer(self, scan_id: str, run_token: str, delay: timedelta) -> None:
        if defer_start(scan_id, run_token, until=now() + delay, now=now(), reason="too many scans started"):
            tally.count("deferrals", "start_limit")
            log.info("scan deferred", scan_id=scan_id, retry_in_s=round(delay.total_seconds(), 1), reason="start limit")
