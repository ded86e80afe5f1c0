"""Pages by position, not by number: a cursor names the last item seen, so that new items shift nothing."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from typing import Annotated, NamedTuple, TypeVar
from urllib.parse import urlencode

from pydantic import AwareDatetime, Field, TypeAdapter

from api.problems import Problem, invalid
from api.requests import PageQuery
from api.responses.problem import FieldError

Item = TypeVar("Item")
Position = TypeVar("Position")


# PostgreSQL does not even compare a text with a NUL in it.
Id = Annotated[str, Field(pattern=r"^[\w-]+$")]


# What columns of four bytes can be compared with.
Rank = Annotated[int, Field(ge=0, lt=2**31)]
Amount = Annotated[float, Field(ge=-(2**40), le=2**40, allow_inf_nan=False)]


class ScanPosition(NamedTuple):
    created_at: AwareDatetime
    scan_id: Id


class JobPosition(NamedTuple):
    created_at: AwareDatetime
    job_id: Id


class EventPosition(NamedTuple):
    event_id: Annotated[int, Field(ge=0, lt=2**31)]


class PainPointPosition(NamedTuple):
    """The `sort` that the list has, and the place in it."""

    sort: str
    value: Amount | Annotated[str, Field(pattern=r"^[^\x00]*$")]
    rank: Rank


class QuotePosition(NamedTuple):
    sort: str
    value: Amount
    mention_id: Rank


def read_cursor(cursor: str | None, shape: type[Position]) -> Position | None:
    """Return the position that a cursor names.

    Raises:
      Problem: It is none of ours.
    """
    if cursor is None:
        return None
    try:
        content = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return TypeAdapter(shape).validate_json(content)
    except ValueError as error:
        raise bad_cursor() from error


def cut_page(
    items: list[Item], path: str, query: PageQuery, position_of: Callable[[Item], NamedTuple]
) -> tuple[list[Item], str | None]:
    """Split what was read, one item more than fits, into the page and the address of the next one."""
    page = items[: query.limit]
    if len(items) <= query.limit:
        return page, None
    position = position_of(page[-1])
    cursor = urlsafe_b64encode(TypeAdapter(type(position)).dump_json(position)).decode().rstrip("=")
    following = query.model_copy(update={"cursor": cursor})
    return page, f"{path}?{urlencode(following.model_dump(mode='json', exclude_unset=True))}"


def bad_cursor() -> Problem:
    """Say that a cursor is none of the list."""
    message = "is no cursor of this list; take the address in `next` as it is, or leave it out to start again"
    return invalid([FieldError(field="cursor", message=message)])
