"""What happened to a scan."""

from __future__ import annotations

from falcon import Request, Response

from api.contract import endpoint
from api.pagination import EventPosition, cut_page, read_cursor
from api.render_job import render_event
from api.requests import EventListQuery
from api.responses.event import EventList
from api.scan_description import require_scan
from models.event import events_of


class ScanEvents:
    """`/api/scans/{scan_id}/events`."""

    @endpoint("scans", answers={200: EventList, 304: None}, problems=(404, 503))
    def on_get(self, req: Request, resp: Response, query: EventListQuery, scan_id: str) -> None:
        """List what happened to a scan, oldest first: every start, hand-over, retry and end."""
        position = read_cursor(query.cursor, EventPosition)
        require_scan(scan_id)
        events = events_of(
            scan_id,
            limit=query.limit + 1,
            after_id=position.event_id if position else 0,
            since=query.since,
        )
        page, following = cut_page(events, req.path, query, lambda event: EventPosition(event.id))
        resp.media = EventList(items=[render_event(event) for event in page], next=following)
