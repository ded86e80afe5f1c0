"""Pausing the queue: what runs goes on, nothing new starts."""

from __future__ import annotations

from collections.abc import Callable

from falcon import Request, Response

from api.contract import endpoint, refuse_fields
from api.requests import NoQuery
from api.responses.queue import Pause
from models.clock import now
from models.queue_control import pause_queue, resume_queue


class PauseQueue:
    """`/api/queue/pause`."""

    @endpoint("queue", answers={200: Pause}, problems=(400, 411, 413, 415, 503))
    def on_post(self, req: Request, resp: Response, query: NoQuery) -> None:
        """Let no scan start until the queue is resumed. Those that run go on; new ones are still taken, and wait."""
        refuse_fields(req)
        resp.media = Pause(paused=True, paused_at=pause_queue(now=now()))


class ResumeQueue:
    """`/api/queue/resume`."""

    def __init__(self, dispatch: Callable[[], object]) -> None:
        self._dispatch = dispatch

    @endpoint("queue", answers={200: Pause}, problems=(400, 411, 413, 415, 503))
    def on_post(self, req: Request, resp: Response, query: NoQuery) -> None:
        """Let scans start again."""
        refuse_fields(req)
        resume_queue()
        self._dispatch()
        resp.media = Pause(paused=False, paused_at=None)
