"""Audiences: named sets of subreddits."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import falcon
from falcon import Request, Response
from pydantic import Field

from api.audience_requests import AudienceListQuery, AudienceRequest
from api.contract import endpoint
from api.pagination import cut_page, read_cursor
from api.problems import Problem, not_found
from api.requests import NoQuery
from api.responses import audience as shown
from api.responses.problem import FieldError
from models.audience import (
    Audience,
    NameTaken,
    create_audience,
    delete_audience,
    find_audience,
    list_audiences,
    replace_audience,
)
from models.clock import now
from models.owner import LOCAL_OWNER_ID


class AudiencePosition(NamedTuple):
    key: Annotated[str, Field(pattern=r"^[^\x00]+$")]


class Audiences:
    """`/api/audiences`."""

    @endpoint("audiences", answers={200: shown.AudienceList, 304: None}, problems=(503,))
    def on_get(self, req: Request, resp: Response, query: AudienceListQuery) -> None:
        """List the audiences by name."""
        position = read_cursor(query.cursor, AudiencePosition)
        after_key = position.key if position else None
        audiences = list_audiences(LOCAL_OWNER_ID, limit=query.limit + 1, after_key=after_key)
        page, following = cut_page(audiences, req.path, query, lambda audience: AudiencePosition(audience.key))
        resp.media = shown.AudienceList(items=[render_audience(audience) for audience in page], next=following)

    @endpoint("audiences", answers={201: shown.Audience}, problems=(400, 409, 411, 413, 415, 503))
    def on_post(self, req: Request, resp: Response, query: NoQuery, json: AudienceRequest) -> None:
        """Give some subreddits a name, under which a scan can read them."""
        try:
            audience = create_audience(LOCAL_OWNER_ID, json.name, json.subreddits, now=now())
        except NameTaken as error:
            raise _taken(error.other) from error
        resp.status = falcon.HTTP_201
        resp.location = f"/api/audiences/{audience.id}"
        resp.media = render_audience(audience)


class OneAudience:
    """`/api/audiences/{audience_id}`."""

    @endpoint("audiences", answers={200: shown.Audience, 304: None}, problems=(404, 503))
    def on_get(self, req: Request, resp: Response, query: NoQuery, audience_id: str) -> None:
        """Show an audience."""
        resp.media = render_audience(_require(audience_id))

    @endpoint("audiences", answers={200: shown.Audience}, problems=(400, 404, 409, 411, 413, 415, 503))
    def on_put(self, req: Request, resp: Response, query: NoQuery, json: AudienceRequest, audience_id: str) -> None:
        """Give an audience another name and other subreddits. Scans that read it before stay as they are."""
        try:
            replace_audience(_require(audience_id), json.name, json.subreddits, now=now())
        except NameTaken as error:
            raise _taken(error.other) from error
        resp.media = render_audience(_require(audience_id))

    @endpoint("audiences", answers={204: None}, problems=(404, 503))
    def on_delete(self, req: Request, resp: Response, query: NoQuery, audience_id: str) -> None:
        """Delete an audience. Scans that read it keep its subreddits and its name."""
        if not delete_audience(audience_id, LOCAL_OWNER_ID):
            raise _unknown(audience_id)
        resp.status = falcon.HTTP_204


def render_audience(audience: Audience) -> shown.Audience:
    return shown.Audience(
        id=audience.id,
        name=audience.name,
        subreddits=audience.subreddits,
        created_at=audience.created_at,
        updated_at=audience.updated_at,
    )


def _require(audience_id: str) -> Audience:
    """Return the audience.

    Raises:
      Problem: There is none.
    """
    audience = find_audience(audience_id, LOCAL_OWNER_ID)
    if audience is None:
        raise _unknown(audience_id)
    return audience


def _unknown(audience_id: str) -> Problem:
    return not_found(f"audience {audience_id!r}", "GET /api/audiences lists the audiences that there are.")


def _taken(other: Audience) -> Problem:
    detail = f"There is an audience {other.name!r} already. PUT /api/audiences/{other.id} changes that one."
    message = f"is the name of the audience {other.id}; choose another, or change that one"
    return Problem(409, detail, errors=[FieldError(field="name", message=message)])
