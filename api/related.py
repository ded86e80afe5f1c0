"""Pain points of the same scan that are like one of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from operator import mul
from struct import unpack

from falcon import Request, Response

from api.contract import endpoint
from api.pain_points import require_observation
from api.requests import NoQuery
from api.responses.related import RelatedList, RelatedPainPoint
from models.grouping import centroids_of
from models.pain_point import Observation
from models.pain_point_list import Filters, list_pain_points

MOST_RELATED = 5
READ_AT_ONCE = 20
BYTES_PER_NUMBER = 2


class RelatedPainPoints:
    """`/api/scans/{scan_id}/pain-points/{pain_point_id}/related`."""

    @endpoint("pain points", answers={200: RelatedList, 304: None}, problems=(404, 503))
    def on_get(self, req: Request, resp: Response, query: NoQuery, scan_id: str, pain_point_id: str) -> None:
        """List the pain points of this scan that are most like one of them, save for rejected ones."""
        require_observation(scan_id, pain_point_id)
        likeness = dict(compare_with(pain_point_id, centroids_of(scan_id)))
        closest = islice(_closest(scan_id, likeness), MOST_RELATED)
        resp.media = RelatedList(items=[_show(item, likeness[item.pain_point_id]) for item in closest])


def _closest(scan_id: str, likeness: dict[str, float]) -> Iterator[Observation]:
    """Yield the most alike first; few rows are read, since rejected ones are few."""
    ids = sorted(likeness, key=lambda id_: (-likeness[id_], id_))
    for start in range(0, len(ids), READ_AT_ONCE):
        seen = list_pain_points(scan_id, Filters(ids=tuple(ids[start : start + READ_AT_ONCE])))
        yield from sorted(seen, key=lambda item: (-likeness[item.pain_point_id], item.pain_point_id))


def _show(seen: Observation, similarity: float) -> RelatedPainPoint:
    return RelatedPainPoint(
        id=seen.pain_point_id,
        name=seen.shown_name,
        category=seen.category,
        score=seen.score,
        mentions=seen.mentions,
        similarity=round(similarity, 3),
    )


def compare_with(pain_point_id: str, centroids: dict[str, bytes]) -> Iterator[tuple[str, float]]:
    """Yield each other pain point and the cosine of its centre with this one's; none where this one has no centre."""
    if pain_point_id not in centroids:
        return
    own = _unpack(centroids[pain_point_id])
    for id_, stored in centroids.items():
        if id_ != pain_point_id:
            # Centres have unit length, as far as their two bytes a number can tell.
            yield id_, sum(map(mul, own, _unpack(stored)))


def _unpack(stored: bytes) -> tuple[float, ...]:
    return unpack(f"<{len(stored) // BYTES_PER_NUMBER}e", stored)
