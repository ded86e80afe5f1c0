"""A pain point's trend as a picture."""

from __future__ import annotations

from falcon import Request, Response

from api.contract import endpoint
from api.pain_points import require_observation
from api.render import render_trend
from api.requests import NoQuery
from exports.trend_chart import draw_trend


class TrendChart:
    """`/api/scans/{scan_id}/pain-points/{pain_point_id}/trend.svg`."""

    @endpoint("pain points", answers={200: None, 304: None}, problems=(404, 503))
    def on_get(self, req: Request, resp: Response, query: NoQuery, scan_id: str, pain_point_id: str) -> None:
        """Draw the mentions of a pain point by the dates of their posts, as SVG."""
        seen = require_observation(scan_id, pain_point_id)
        resp.text = draw_trend(render_trend(seen).model_dump(mode="json")["buckets"])
        resp.content_type = "image/svg+xml"
