"""Times in requests: RFC 3339, kept in UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Annotated, Any

from pydantic import BeforeValidator

from api.explain import refuse

# RFC 3339, section 5.6. Python's own parser accepts many more forms of ISO 8601.
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
FIRST_SECOND = time.min
LAST_SECOND = time(23, 59, 59)


def _read_moment(value: Any) -> datetime:
    return _read(value, example="2026-01-31T12:00:00Z")


def _read_start(value: Any) -> datetime:
    return _read_day(value, FIRST_SECOND) or _read(value, example="2026-01-31T12:00:00Z or 2026-01-31")


def _read_end(value: Any) -> datetime:
    return _read_day(value, LAST_SECOND) or _read(value, example="2026-01-31T12:00:00Z or 2026-01-31")


def _read(value: Any, *, example: str) -> datetime:
    if not isinstance(value, str) or not MOMENT.fullmatch(value):
        raise refuse(f"must be a time with its zone (RFC 3339), as {example}")
    try:
        return datetime.fromisoformat(value.upper()).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise refuse(f"is not in the calendar ({error}); write a time as {example}") from error


def _read_day(value: Any, at: time) -> datetime | None:
    if not isinstance(value, str) or not DAY.fullmatch(value):
        return None
    try:
        return datetime.combine(date.fromisoformat(value), at, UTC)
    except ValueError as error:
        raise refuse(f"is not in the calendar ({error}); write a day as 2026-01-31") from error


Moment = Annotated[datetime, BeforeValidator(_read_moment)]
# A bare day, in UTC, starts with its first second and ends with its last.
StartMoment = Annotated[datetime, BeforeValidator(_read_start)]
EndMoment = Annotated[datetime, BeforeValidator(_read_end)]
