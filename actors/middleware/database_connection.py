"""Give each message a connection, and give it back behind."""

from __future__ import annotations

from typing import Any

from dramatiq.middleware import Middleware

from models.database import database, is_sqlite


class DatabaseConnection(Middleware):
    def before_process_message(self, broker: Any, message: Any) -> None:
        database.connect(reuse_if_open=True)

    def after_process_message(self, broker: Any, message: Any, *, result: Any = None, exception: Any = None) -> None:
        # PostgreSQL's goes back to its pool. SQLite's stays with its thread: opening one costs as much as a stage's
        # transactions.
        if not is_sqlite() and not database.is_closed():
            database.close()

    after_skip_message = after_process_message
