"""One JSON document: what it is about, and all pain points with all their quotes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from exports.report import Report


def write_json(report: Report) -> Iterator[str]:
    """Yield {"about": {…}, "pain_points": […]}; cut short, it is no JSON."""
    yield f'{{"about":{dump(report.about)},\n"pain_points":['
    separator = "\n"
    for pain_point in report.pain_points:
        yield separator
        yield from dump_pain_point(pain_point)
        separator = ",\n"
    yield "\n]}\n"


def dump_pain_point(pain_point: dict[str, Any]) -> Iterator[str]:
    """Yield a pain point as an object on one line, a quote at a time."""
    parts = {name: value for name, value in pain_point.items() if name != "quotes"}
    yield dump(parts)[:-1] + ',"quotes":['
    separator = ""
    for quote in pain_point["quotes"]:
        yield separator + dump(quote)
        separator = ","
    yield "]}"


def dump(value: Any) -> str:
    return orjson.dumps(value).decode()
