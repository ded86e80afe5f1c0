"""What people do with pain points, the log of it, and undoing it."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

import falcon
from falcon import Request, Response
from pydantic import Field

from actors.curation import CannotCurate, NotSeen, curate, undo
from api.contract import endpoint, refuse_fields
from api.curation_requests import CurationRequest
from api.explain import name_field
from api.pagination import cut_page, read_cursor
from api.problems import Problem, invalid, not_found
from api.requests import NoQuery, PageQuery
from api.responses import curation as shown
from api.responses.problem import FieldError
from api.scan_description import require_scan
from models.clock import now
from models.curation import Curation, list_curations
from models.owner import LOCAL_OWNER_ID
from models.scan import Scan
from models.series import series_of

LARGEST_ID = 2**31 - 1
# What the log keeps for itself, or shows beside the details.
NOT_DETAILS = ("pain_point_name", "original_name", "new_pain_point_id")


class CurationPosition(NamedTuple):
    curation_id: Annotated[int, Field(ge=0, le=LARGEST_ID)]


class PainPointCurations:
    """`/api/scans/{scan_id}/pain-points/{pain_point_id}/curations`."""

    @endpoint("curation", answers={201: shown.Curation}, problems=(400, 404, 409, 411, 413, 415, 503))
    def on_post(
        self, req: Request, resp: Response, query: NoQuery, json: CurationRequest, scan_id: str, pain_point_id: str
    ) -> None:
        """Rename, merge, split, reject, star or annotate a pain point.

        It holds in every scan with the same question and source, earlier and later ones, until it is undone.
        """
        scan = require_scan(scan_id)
        _require_end(scan)
        request = json.root
        details = request.model_dump(exclude={"action"})
        try:
            curation = curate(scan, pain_point_id, request.action, details, at=now())
        except NotSeen as error:
            listed_at = f"GET /api/scans/{scan_id}/pain-points lists what it found."
            raise not_found(f"pain point {pain_point_id!r} in this scan", listed_at) from error
        except CannotCurate as error:
            errors = [FieldError(field=name_field(place), message=message) for place, message in error.parts]
            raise invalid(errors) from error
        resp.status = falcon.HTTP_201
        resp.media = _render(curation)


class ScanCurations:
    """`/api/scans/{scan_id}/curations`."""

    @endpoint("curation", answers={200: shown.CurationList, 304: None}, problems=(404, 503))
    def on_get(self, req: Request, resp: Response, query: PageQuery, scan_id: str) -> None:
        """List what was done in this scan and in others with its question and source, newest first."""
        position = read_cursor(query.cursor, CurationPosition)
        scan = require_scan(scan_id)
        before_id = position.curation_id if position else None
        log = list_curations(series_of(scan), limit=query.limit + 1, before_id=before_id)
        page, following = cut_page(log, req.path, query, lambda curation: CurationPosition(curation.id))
        resp.media = shown.CurationList(items=[_render(curation) for curation in page], next=following)


class UndoCuration:
    """`/api/curations/{curation_id}/undo`."""

    @endpoint("curation", answers={200: shown.Curation}, problems=(400, 404, 411, 413, 415, 503))
    def on_post(self, req: Request, resp: Response, query: NoQuery, curation_id: str) -> None:
        """Undo what was done, whatever was done since. May be repeated."""
        refuse_fields(req)
        number = int(curation_id) if curation_id.isascii() and curation_id.isdigit() else LARGEST_ID + 1
        curation = undo(number, LOCAL_OWNER_ID, at=now()) if number <= LARGEST_ID else None
        if curation is None:
            raise not_found(
                f"curation {curation_id!r}", "GET /api/scans/{scan_id}/curations lists those that there are."
            )
        resp.media = _render(curation)


def _require_end(scan: Scan) -> None:
    if scan.status in ("queued", "running"):
        followed_at = f"GET /api/scans/{scan.id} shows how far it is."
        raise Problem(
            409, f"The scan {scan.id} is {scan.status}; curate what it finds when it has ended. {followed_at}"
        )


def _render(curation: Curation) -> shown.Curation:
    details: dict[str, Any] = curation.details
    return shown.Curation(
        id=curation.id,
        action=curation.action,
        details={name: value for name, value in details.items() if name not in NOT_DETAILS},
        pain_point_id=curation.pain_point_id,
        pain_point_name=details["pain_point_name"],
        created_at=curation.created_at,
        undone_at=curation.undone_at,
        new_pain_point_id=details.get("new_pain_point_id"),
    )
