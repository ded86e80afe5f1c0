"""Give each message a connection of its own and close it behind."""

from __future__ import annotations

from typing import Any

from dramatiq.middleware import Middleware

from models.database import database


class DatabaseConnection(Middleware):
    def before_process_message(self, broker: Any, message: Any) -> None:
        database.connect(reuse_if_open=True)

    def after_process_message(self, broker: Any, message: Any, *, result: Any = None, exception: Any = None) -> None:
        if not database.is_closed():
            database.close()

    after_skip_message = after_process_message
