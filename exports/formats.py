"""The formats, and how each is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

from exports.csv_rows import write_csv
from exports.gather import gather
from exports.html_report import write_html
from exports.json_document import write_json
from exports.json_lines import write_json_lines
from exports.markdown import write_markdown
from exports.mask_results import mask_results
from exports.report import Report

FormatName = Literal["csv", "json", "jsonl", "md", "html"]


@dataclass(frozen=True)
class Format:
    media_type: str
    write: Callable[[Report], Iterator[str]]


FORMATS: dict[FormatName, Format] = {
    "csv": Format("text/csv; charset=utf-8", write_csv),
    "json": Format("application/json", write_json),
    "jsonl": Format("application/jsonl", write_json_lines),
    "md": Format("text/markdown; charset=utf-8", write_markdown),
    "html": Format("text/html; charset=utf-8", write_html),
}
FORMAT_NAMES: tuple[FormatName, ...] = get_args(FormatName)


def write_report(report: Report, format_name: FormatName, *, unmask: bool) -> Iterator[bytes]:
    """Yield a report in pieces of some 32 KB, contacts masked unless they are wanted."""
    masked = replace(
        report,
        contents=mask_results(report.contents, unmask=unmask),
        pain_points=mask_results(report.pain_points, unmask=unmask),
    )
    yield from gather(FORMATS[format_name].write(masked))


def name_file(scan_id: str, exported_at: str, format_name: FormatName) -> str:
    """Name a file after its scan and the day, in ASCII."""
    return f"pain-points-{scan_id}-{exported_at[:10]}.{format_name}"
