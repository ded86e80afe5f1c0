"""Comparing two scans."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from falcon import Request, Response
from pydantic import Field

from api.compare_requests import CompareQuery
from api.comparison import Changed, compare_scans
from api.comparison_notes import Side, find_weaknesses
from api.contract import endpoint
from api.pagination import bad_cursor, cut_page, read_cursor
from api.problems import Problem
from api.render_comparison import render_changes, render_counts, render_scan_brief
from api.responses.compare import Comparison
from api.responses.problem import FieldError
from models.compared import count_rejected
from models.owner import LOCAL_OWNER_ID
from models.scan import Scan, coverage_of, find_scan
from models.series import FINISHED

PainPointId = Annotated[str, Field(pattern=r"^[\w-]+$")]


class ChangePosition(NamedTuple):
    earlier: PainPointId | None
    later: PainPointId | None


class Compare:
    """`/api/compare`."""

    @endpoint("pain points", answers={200: Comparison, 304: None}, problems=(404, 409, 503))
    def on_get(self, req: Request, resp: Response, query: CompareQuery) -> None:
        """Say which pain points are new, growing, steady, shrinking or gone from one scan to another, with evidence."""
        position = read_cursor(query.cursor, ChangePosition)
        earlier, later = _read("earlier", query.earlier), _read("later", query.later)
        changes = compare_scans(earlier.scan, later.scan)
        rest = changes[_place_behind(position, changes) :][: query.limit + 1]
        page, following = cut_page(rest, req.path, query, lambda change: ChangePosition(*change.ids))
        resp.media = Comparison(
            earlier=render_scan_brief(earlier),
            later=render_scan_brief(later),
            same_question=earlier.scan.question == later.scan.question,
            notes=find_weaknesses(earlier, later),
            counts=render_counts(changes),
            items=render_changes(page, earlier.scan.id, later.scan.id),
            next=following,
        )


def _read(field: str, scan_id: str) -> Side:
    """Return a scan with what it read.

    Raises:
      Problem: There is none, or it has no results.
    """
    scan = find_scan(scan_id, LOCAL_OWNER_ID)
    if scan is None:
        message = f"is no scan ({scan_id!r}); GET /api/scans lists those that there are"
        raise Problem(404, f"There is no scan {scan_id!r}.", errors=[FieldError(field=field, message=message)])
    if scan.status not in FINISHED:
        message = f"is {scan.status}; {_what_would_do(scan)}"
        detail = f"The scan {scan_id} is {scan.status}: there is nothing to compare."
        raise Problem(409, detail, errors=[FieldError(field=field, message=message)])
    return Side(scan, coverage_of(scan.id), count_rejected(scan.id))


def _what_would_do(scan: Scan) -> str:
    if scan.status in ("queued", "running"):
        return f"compare it when it has ended, as GET /api/scans/{scan.id} tells"
    return f"let it end with POST /api/scans/{scan.id}/retry, or name another scan"


def _place_behind(position: ChangePosition | None, changes: list[Changed]) -> int:
    """Return where the page begins.

    Raises:
      Problem: What the cursor names is not there any more.
    """
    if position is None:
        return 0
    for place, change in enumerate(changes, start=1):
        if change.ids == position:
            return place
    raise bad_cursor()
