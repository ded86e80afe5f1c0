"""CSV: a row for each quote, the pain point's fields repeated, for spreadsheets and statistics programs."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from exports.neutralise_formulas import neutralise_formulas
from exports.report import Report

# Without it Excel takes UTF-8 for the code page of its country, and every “ and ü is broken. Other programs skip it;
# Python's name for the encoding is utf-8-sig.
BYTE_ORDER_MARK = "\ufeff"
SCAN_COLUMNS = ("scan_id", "question", "exported_at")
PAIN_POINT_COLUMNS = (
    "pain_point_id", "name", "original_name", "note", "starred", "rejected", "category", "score", "intent_to_pay",
    "confidence", "mentions", "authors", "authors_known", "subreddits", "first_seen", "last_seen", "trend_state",
)  # fmt: skip
QUOTE_COLUMNS = (
    "quote", "permalink", "subreddit", "created_utc", "upvotes", "document_id", "start", "end", "masked", "neutralised",
)  # fmt: skip
ABOUT_COLUMNS = ("selection", "method", "coverage", "privacy", "terms")
COLUMNS = (*SCAN_COLUMNS, *PAIN_POINT_COLUMNS, *QUOTE_COLUMNS, *ABOUT_COLUMNS)


def write_csv(report: Report) -> Iterator[str]:
    """Yield a header and the rows.

    Every row is a quote, so that it can be filtered, counted and pivoted as it is; the question stands on each. The
    long texts of `ABOUT_COLUMNS` stand on the first row only: comments before the header would break most readers, and
    repeating them would multiply the size. Where nothing was found, one row holds them and no quote.
    """
    yield BYTE_ORDER_MARK + _line(COLUMNS)
    scan = _scan_cells(report.about)
    about: dict[str, Any] = {name: _paragraphs(report.about[name]) for name in ABOUT_COLUMNS}
    for pain_point in report.pain_points:
        shared = scan | _pain_point_cells(pain_point)
        for quote in pain_point["quotes"]:
            yield _row(shared | _quote_cells(quote, is_masked=pain_point["masked"] or quote["masked"]) | about)
            about = {}
    if about:
        yield _row(scan | about)


def _scan_cells(about: dict[str, Any]) -> dict[str, Any]:
    return {"scan_id": about["scan"]["id"], "question": about["question"], "exported_at": about["exported_at"]}


def _pain_point_cells(shown: dict[str, Any]) -> dict[str, Any]:
    return {name: shown[name] for name in PAIN_POINT_COLUMNS if name in shown} | {
        "pain_point_id": shown["id"],
        "confidence": shown["confidence"]["level"],
        "subreddits": ", ".join(f"{share['name']} {share['mentions']}" for share in shown["subreddits"]),
        "trend_state": shown["trend"]["state"],
    }


def _quote_cells(quote: dict[str, Any], *, is_masked: bool) -> dict[str, Any]:
    cells = {name: quote[name] for name in QUOTE_COLUMNS if name in quote}
    return cells | {"quote": quote["text"], "masked": is_masked}


def _row(cells: dict[str, Any]) -> str:
    shown = {name: _cell(value) for name, value in cells.items()}
    changed = any(isinstance(cells[name], str) and cells[name] != text for name, text in shown.items())
    if "quote" in cells:
        shown["neutralised"] = _cell(changed)
    return _line([shown.get(name, "") for name in COLUMNS])


def _cell(value: Any) -> str | int | float:
    """Numbers are ours and stay numbers, also negative ones."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return neutralise_formulas(value)
    return "" if value is None else value


def _paragraphs(words: str | list[str]) -> str:
    return words if isinstance(words, str) else "\n".join(words)


def _line(cells: Any) -> str:
    # Each text in quotes: a program that splits at semicolons then still sees where one ends.
    out = StringIO()
    csv.writer(out, quoting=csv.QUOTE_NONNUMERIC).writerow(cells)
    return out.getvalue()
