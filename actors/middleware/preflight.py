"""Refuse to work on a set-up that cannot work, and load what is slow to load before the first message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import redis
import structlog
from dramatiq.middleware import Middleware

import logs
from models import clock
from models.database import DatabaseUnavailable, database
from models.schema import SchemaTooNew, SchemaTooOld, require_current_schema
from settings import Settings

log = structlog.get_logger(__name__)


def _load_detector() -> None:
    from actors.stages import preprocess  # spaCy and numpy: a second or two, once a process

    preprocess.load_detector()


class Preflight(Middleware):
    def __init__(self, settings: Settings, warm_up: Callable[[], object] = _load_detector) -> None:
        self.settings = settings
        self.warm_up = warm_up

    def after_process_boot(self, broker: Any) -> None:
        logs.configure(self.settings)

    def before_worker_boot(self, broker: Any, worker: Any) -> None:
        try:
            require_current_schema()
            with database.connection_context():
                clock.sync()
            broker.client.ping()
        except (SchemaTooOld, SchemaTooNew, DatabaseUnavailable, redis.RedisError) as error:
            raise SystemExit(f"The worker cannot start: {error}") from error
        self.warm_up()

    def after_worker_boot(self, broker: Any, worker: Any) -> None:
        log.info("Scan worker started and ready to process jobs", threads=len(worker.workers))
