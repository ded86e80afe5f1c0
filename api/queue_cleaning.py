"""Removing ended jobs before their time."""

from __future__ import annotations

from datetime import timedelta

from falcon import Request, Response

from api.contract import endpoint
from api.requests import CleanRequest, NoQuery
from api.responses.queue import Cleaned
from models.clock import now
from models.database import transaction
from models.owner import LOCAL_OWNER_ID
from models.retention import clean_jobs


class CleanQueue:
    """`/api/queue/clean`."""

    @endpoint("queue", answers={200: Cleaned}, problems=(400, 411, 413, 415, 503))
    def on_post(self, req: Request, resp: Response, query: NoQuery, json: CleanRequest) -> None:
        """Remove jobs that ended in a state, the oldest first. Their scans and results stay."""
        with transaction():
            removed = clean_jobs(
                LOCAL_OWNER_ID,
                json.state,
                grace=timedelta(milliseconds=json.grace_ms),
                limit=json.limit,
                now=now(),
            )
        resp.media = Cleaned(removed=len(removed), job_ids=removed)
