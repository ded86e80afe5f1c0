"""Reading one field of a dump record, whatever somebody's exporter wrote there."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

Record = Mapping[str, Any]

REDDIT_FOUNDED = 1_117_584_000  # 2005-06-01: nothing on Reddit is older
YEAR_2100 = 4_102_444_800
LARGEST_VOTE = 2**31 - 1  # what an integer column holds

_REFUSED_BY_DATABASES = re.compile("[\x00\ud800-\udfff]")


def text(record: Record, *keys: str) -> str | None:
    """Take the first key that holds text, without NUL and lone surrogates, which databases refuse."""
    for key in keys:
        value = record.get(key)
        if isinstance(value, str):
            return _REFUSED_BY_DATABASES.sub("", value)
    return None


def date(record: Record, *keys: str) -> int | None:
    """Take the first key that holds a possible date, in seconds or as ISO 8601 (UTC where no zone is named)."""
    for key in keys:
        seconds = _seconds(record.get(key))
        if seconds is not None and REDDIT_FOUNDED <= seconds < YEAR_2100:
            return int(seconds)
    return None


def votes(record: Record, *keys: str) -> int | None:
    """Take the first key that holds a possible number of votes."""
    for key in keys:
        number = _number(record.get(key))
        if number is not None and abs(number) <= LARGEST_VOTE:
            return int(number)
    return None


def flag(record: Record, key: str) -> bool:
    """Say whether a key is set, be it by JSON or by CSV."""
    value = record.get(key)
    return value is True or value == 1 or (isinstance(value, str) and value.strip().lower() in {"true", "1", "yes"})


def match(pattern: re.Pattern[str], record: Record, key: str) -> str | None:
    """Take the pattern's first group if the key holds text, or a whole number, that fits it from end to end."""
    value = record.get(key)
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    found = pattern.fullmatch(str(value))
    return found[1] if found else None


def _seconds(value: object) -> float | None:
    number = _number(value)
    if number is not None or not isinstance(value, str):
        return number
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
