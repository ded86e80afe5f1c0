"""What can be said of audiences."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from api.explain import refuse
from api.request_fields import AudienceName, Subreddits, differ_by
from api.requests import PageQuery, StrictModel
from models.audience import key_of
from models.audience_import import OnConflict

MOST_IMPORTED = 500
LONGEST_CURSOR = 1_500  # it holds a name


def _has_some(subreddits: list[str]) -> list[str]:
    if not subreddits:
        raise refuse("is empty; name at least one subreddit")
    return subreddits


class AudienceRequest(StrictModel):
    """A named set of subreddits."""

    name: AudienceName = Field(description="1 to 80 characters; no other audience has it, whatever its case")
    subreddits: Annotated[Subreddits, AfterValidator(_has_some), Field(json_schema_extra={"minItems": 1})] = Field(
        description="names, with or without r/"
    )


class AudienceImport(StrictModel):
    """What an export holds, and what becomes of audiences whose name is taken. All of it is stored, or nothing."""

    audiences: Annotated[
        list[AudienceRequest],
        Field(max_length=MOST_IMPORTED),
        differ_by(lambda audience: key_of(audience.name)),
    ]
    on_conflict: OnConflict = "refuse"


class AudienceListQuery(PageQuery):
    cursor: str | None = Field(None, max_length=LONGEST_CURSOR, description="from the `next` of the page before")
