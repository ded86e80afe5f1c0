"""What people can do with a pain point."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, RootModel, Tag, model_validator

from api.explain import refuse, refuse_parts
from api.request_fields import differ_by
from api.requests import StrictModel

LONGEST_NAME = 200
LONGEST_NOTE = 5_000
MOST_MERGED = 200
MOST_SPLIT = 500
ID = re.compile(r"[\w-]{1,64}", re.ASCII)


def _tidy_name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise refuse("is empty; give a name of at least one character")
    if len(name) > LONGEST_NAME:
        raise refuse(f"has {len(name)} characters; at most {LONGEST_NAME} will do")
    if not name.isprintable():
        raise refuse("holds invisible characters; type it anew")
    return name


def _tidy_note(text: str) -> str | None:
    note = "\n".join(line.rstrip() for line in text.splitlines()).strip()
    if len(note) > LONGEST_NOTE:
        raise refuse(f"has {len(note)} characters; at most {LONGEST_NOTE} will do")
    if any(unicodedata.category(character) == "Cc" and character not in "\n\t" for character in note):
        raise refuse("holds control characters; line breaks and tabs are the only ones that will do")
    return note or None


def _check_id(text: str) -> str:
    if not ID.fullmatch(text):
        raise refuse("is no id of a pain point; GET /api/scans/{scan_id}/pain-points shows ids")
    return text


def _is_not_empty(values: list[Any]) -> list[Any]:
    if not values:
        raise refuse("is empty; name at least one")
    return values


Name = Annotated[str, AfterValidator(_tidy_name), Field(json_schema_extra={"minLength": 1, "maxLength": LONGEST_NAME})]
Note = Annotated[str, AfterValidator(_tidy_note), Field(json_schema_extra={"maxLength": LONGEST_NOTE})]
Others = Annotated[
    list[Annotated[str, AfterValidator(_check_id)]],
    Field(max_length=MOST_MERGED, json_schema_extra={"minItems": 1}),
    AfterValidator(_is_not_empty),
    differ_by(str),
]


class MentionPlace(StrictModel):
    """A mention, as its quote names it."""

    document_id: str = Field(min_length=1, max_length=100)
    start: int = Field(strict=True, ge=0)
    end: int = Field(strict=True, ge=0)


class Rename(StrictModel):
    """Call it otherwise; null gives it back the name that the engine found."""

    action: Literal["rename"]
    name: Name | None


class Merge(StrictModel):
    """Let the `others` go into it; it keeps its name."""

    action: Literal["merge"]
    others: Others = Field(description="ids of other pain points of this scan")


class Split(StrictModel):
    """Let some of its mentions, but not all, leave for a new pain point."""

    action: Literal["split"]
    mentions: Annotated[
        list[MentionPlace],
        Field(max_length=MOST_SPLIT, json_schema_extra={"minItems": 1}),
        AfterValidator(_is_not_empty),
    ]
    name: Name = Field(description="of the new pain point")


class Reject(StrictModel):
    """Hide it from lists, or show it again."""

    action: Literal["reject"]
    rejected: bool = Field(strict=True)


class Star(StrictModel):
    """Mark it, or take the mark away."""

    action: Literal["star"]
    starred: bool = Field(strict=True)


class TakeNote(StrictModel):
    """Write a note beside it, in the place of the one before; null takes it away."""

    action: Literal["note"]
    note: Note | None


# Names of the branches, which are left out where an error names a field: `api.explain.BRANCHES`.
TAGS = {
    "rename": "renaming",
    "merge": "merging",
    "split": "splitting",
    "reject": "rejecting",
    "star": "starring",
    "note": "noting",
}


def _branch(value: Any) -> str:
    return TAGS[value["action"] if isinstance(value, dict) else value.action]


class CurationRequest(
    RootModel[
        Annotated[
            Annotated[Rename, Tag("renaming")]
            | Annotated[Merge, Tag("merging")]
            | Annotated[Split, Tag("splitting")]
            | Annotated[Reject, Tag("rejecting")]
            | Annotated[Star, Tag("starring")]
            | Annotated[TakeNote, Tag("noting")],
            Discriminator(_branch),
        ]
    ]
):
    """One thing to do with a pain point; `action` says what, and what else is to be said."""

    @model_validator(mode="before")
    @classmethod
    def _names_an_action(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            raise refuse("must be an object, as {…}")
        action = value.get("action")
        if not isinstance(action, str) or action not in TAGS:
            alternatives = ", ".join(repr(name) for name in TAGS)
            raise refuse_parts([("action", f"must be one of {alternatives}")])
        return value
