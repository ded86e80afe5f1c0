"""Connections open on first use; they close with the request that used them."""

from __future__ import annotations

from falcon import Request, Response

from models.database import database


class DatabaseConnection:
    """Keeps no connection between requests, so that a replaced or moved database file is seen at once."""

    def process_response(self, req: Request, resp: Response, resource: object, req_succeeded: bool) -> None:
        if not database.is_closed():
            database.close()
