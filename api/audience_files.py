"""Audiences on their way to and from other installations."""

from __future__ import annotations

from falcon import Request, Response

from api.audience_requests import AudienceImport
from api.contract import endpoint
from api.problems import Problem
from api.requests import NoQuery
from api.responses import audience as shown
from api.responses.problem import FieldError
from models.audience import list_audiences
from models.audience_import import Entry, NamesTaken, import_audiences
from models.clock import now
from models.owner import LOCAL_OWNER_ID

FILE_NAME = "painpointradar-audiences.json"


class AudienceExport:
    """`/api/audiences/export`."""

    @endpoint("audiences", answers={200: shown.AudienceExport, 304: None}, problems=(503,))
    def on_get(self, req: Request, resp: Response, query: NoQuery) -> None:
        """Write all audiences, as the import takes them; one of more than 64 KiB is imported in several parts."""
        resp.downloadable_as = FILE_NAME
        resp.media = shown.AudienceExport(
            audiences=[
                shown.ExportedAudience(name=audience.name, subreddits=audience.subreddits)
                for audience in list_audiences(LOCAL_OWNER_ID)
            ]
        )


class AudienceImporting:
    """`/api/audiences/import`."""

    @endpoint("audiences", answers={200: shown.ImportedAudiences}, problems=(400, 409, 411, 413, 415, 503))
    def on_post(self, req: Request, resp: Response, query: NoQuery, json: AudienceImport) -> None:
        """Store what an export holds, all of it or nothing.

        Where a name is taken, everything is refused, or the subreddits are replaced, or the audience is left as it is.
        """
        entries = [Entry(audience.name, audience.subreddits) for audience in json.audiences]
        try:
            imported = import_audiences(LOCAL_OWNER_ID, entries, on_conflict=json.on_conflict, now=now())
        except NamesTaken as error:
            raise _taken(error) from error
        resp.media = shown.ImportedAudiences(**imported._asdict())


def _taken(error: NamesTaken) -> Problem:
    detail = "Nothing was imported. Choose other names, or send on_conflict: replace or skip."
    errors = [
        FieldError(field=f"audiences[{place}].name", message=f"is the name of the audience {other.id} already")
        for place, other in error.others.items()
    ]
    return Problem(409, detail, errors=errors)
