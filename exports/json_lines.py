"""JSON Lines: what the file is about on the first, then a pain point on each."""

from __future__ import annotations

from collections.abc import Iterator

from exports.json_document import dump, dump_pain_point
from exports.report import Report


def write_json_lines(report: Report) -> Iterator[str]:
    """Yield {"about": {…}}, whose `pain_points` says how many lines follow, so that a cut file can be told."""
    yield dump({"about": report.about}) + "\n"
    for pain_point in report.pain_points:
        yield from dump_pain_point(pain_point)
        yield "\n"
