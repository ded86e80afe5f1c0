"""The pain points that a scan found."""

from __future__ import annotations

from itertools import groupby

from falcon import Request, Response

from api.contract import endpoint
from api.pagination import PainPointPosition, bad_cursor, cut_page, read_cursor
from api.pain_point_requests import PainPointListQuery
from api.problems import not_found
from api.render import render_pain_point
from api.render_explanation import render_explanation
from api.requests import NoQuery
from api.responses import pain_point as shown
from api.responses.explanation import Explanation
from api.scan_description import require_scan
from models.grouping import copies_of
from models.pain_point import Mention, Observation, find_observation, quotes_of
from models.pain_point_list import Place, count_pain_points, list_pain_points, place_of
from models.quote_list import best_quotes

QUOTES_IN_LIST = 3


class PainPoints:
    """`/api/scans/{scan_id}/pain-points`."""

    @endpoint("pain points", answers={200: shown.PainPointList, 304: None}, problems=(404, 503))
    def on_get(self, req: Request, resp: Response, query: PainPointListQuery, scan_id: str) -> None:
        """List what a scan found, best first, with the best three quotes of each."""
        after = _read_place(query)
        require_scan(scan_id)
        filters = query.read()
        seen = list_pain_points(scan_id, filters, sort=query.sort, after=after, limit=query.limit + 1)
        page, following = cut_page(seen, req.path, query, lambda item: PainPointPosition(query.sort, *place_of(item)))
        quotes = _best_quotes(scan_id, page)
        items = [render_pain_point(observation, quotes.get(observation.pain_point_id, [])) for observation in page]
        all_here = after is None and following is None
        total = len(page) if all_here else count_pain_points(scan_id, filters)
        resp.media = shown.PainPointList(total=total, items=items, next=following)


def _read_place(query: PainPointListQuery) -> Place | None:
    """Return the place that the cursor names.

    Raises:
      Problem: It is none of this list.
    """
    position = read_cursor(query.cursor, PainPointPosition)
    if position is None:
        return None
    if position.sort != query.sort or isinstance(position.value, str) != (query.sort == "name"):
        raise bad_cursor()
    return Place(position.value, position.rank)


def _best_quotes(scan_id: str, page: list[Observation]) -> dict[str | None, list[Mention]]:
    mentions = best_quotes(scan_id, [observation.pain_point_id for observation in page], QUOTES_IN_LIST)
    return {id_: list(quotes) for id_, quotes in groupby(mentions, key=lambda mention: mention.pain_point_id)}


class OnePainPoint:
    """`/api/scans/{scan_id}/pain-points/{pain_point_id}`."""

    @endpoint("pain points", answers={200: shown.PainPoint, 304: None}, problems=(404, 503))
    def on_get(self, req: Request, resp: Response, query: NoQuery, scan_id: str, pain_point_id: str) -> None:
        """Show one pain point with all its quotes."""
        seen = require_observation(scan_id, pain_point_id)
        resp.media = render_pain_point(seen, list(quotes_of(scan_id, [pain_point_id])))


class PainPointExplanation:
    """`/api/scans/{scan_id}/pain-points/{pain_point_id}/explanation`."""

    @endpoint("pain points", answers={200: Explanation, 304: None}, problems=(404, 503))
    def on_get(self, req: Request, resp: Response, query: NoQuery, scan_id: str, pain_point_id: str) -> None:
        """Say why each mention is in a pain point, and where each part of its score comes from."""
        seen = require_observation(scan_id, pain_point_id)
        resp.media = explain_observation(scan_id, seen)


def explain_observation(scan_id: str, seen: Observation) -> Explanation:
    """Explain what a scan saw of a pain point, from what it stored."""
    quotes = list(quotes_of(scan_id, [seen.pain_point_id]))
    return render_explanation(seen, quotes, copies_of(scan_id, {quote.document_id for quote in quotes}))


def require_observation(scan_id: str, pain_point_id: str) -> Observation:
    """Return what the scan saw of the pain point.

    Raises:
      Problem: There is no such scan, or it saw no such thing.
    """
    require_scan(scan_id)
    seen = find_observation(scan_id, pain_point_id)
    if seen is None:
        listed_at = f"GET /api/scans/{scan_id}/pain-points lists what it found."
        raise not_found(f"pain point {pain_point_id!r} in this scan", listed_at)
    return seen
