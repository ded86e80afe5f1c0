"""`cli.py export`: what a scan found, as a file that can leave this machine."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

from pydantic import ValidationError
from rich.console import Console
from typer import Argument, Exit, Option

from api.explain import field_errors
from api.export import require_results
from api.export_requests import ExportQuery
from api.export_results import export_results, refuse_unknown_ids
from api.problems import Problem
from commands.queue.opening import open_queue
from commands.whole_file import write_whole
from exports.formats import FORMAT_NAMES, name_file
from models.clock import now
from models.owner import LOCAL_OWNER_ID
from models.scan import find_scan
from stack.errors import StackError

FORMATS = ", ".join(FORMAT_NAMES)


def export(
    scan_id: Annotated[str, Argument(metavar="SCAN", help="a scan's id")],
    format_: Annotated[
        str | None, Option("--format", help=f"{FORMATS}; default: as the name of --out ends, else html")
    ] = None,
    out: Annotated[
        Path | None, Option(help="the file to write; default: standard output, or a file here if that is a terminal")
    ] = None,
    ids: Annotated[str | None, Option(help="only these pain points, with commas between their ids")] = None,
    min_score: Annotated[float | None, Option(help="only from this score on")] = None,
    min_intent_to_pay: Annotated[float | None, Option(help="only from this intent to pay, of 1, on")] = None,
    q: Annotated[str | None, Option("--search", help="only with all these words in the name or a quote")] = None,
    subreddit: Annotated[str | None, Option(help="only with a mention there")] = None,
    category: Annotated[str | None, Option(help="only of this category")] = None,
    confidence: Annotated[str | None, Option(help="low, medium or high")] = None,
    state: Annotated[str | None, Option(help="new, growing, steady or shrinking")] = None,
    starred: Annotated[bool, Option("--starred", help="only starred ones")] = False,
    with_rejected: Annotated[bool, Option("--with-rejected", help="rejected ones too")] = False,
    sort: Annotated[str | None, Option(help="score, mentions, authors, newest, oldest, name or intent_to_pay")] = None,
    unmask: Annotated[bool, Option("--unmask", help="leave e-mail addresses and phone numbers as they are")] = False,
) -> None:
    """Write what a scan found, or some of it, to a file with all quotes and their permalinks."""
    query = _read_query(
        format=format_ or _format_of(out),
        ids=ids,
        min_score=min_score,
        min_intent_to_pay=min_intent_to_pay,
        q=q,
        subreddit=subreddit,
        category=category,
        confidence=confidence,
        state=state,
        starred="true" if starred else None,
        rejected="any" if with_rejected else None,
        sort=sort,
        unmask="true" if unmask else None,
    )
    settings = open_queue()
    id_ = _require_scan(scan_id.removeprefix("scan-"), query)
    at = now()
    pieces = export_results(id_, query, settings, at=at)
    if out is None and not sys.stdout.isatty():
        _print(pieces)
        return
    file = out or Path(name_file(id_, at.isoformat(), query.format))
    size = write_whole(file, pieces)
    Console(stderr=True).print(f"{file}: {size / 1024:,.0f} KB", highlight=False, markup=False, soft_wrap=True)


def _format_of(out: Path | None) -> str:
    suffix = out.suffix.lower().removeprefix(".") if out else ""
    return {"htm": "html", "markdown": "md", "ndjson": "jsonl"}.get(suffix, suffix) or "html"


def _read_query(**options: Any) -> ExportQuery:
    """Check the options as the API checks its parameters.

    Raises:
      StackError: It names each option that cannot be used.
    """
    try:
        return ExportQuery.model_validate({name: value for name, value in options.items() if value is not None})
    except ValidationError as error:
        wrong = [f"{_option(part.field)} {part.message}" for part in field_errors(error)]
        raise StackError("\n".join(wrong)) from error


def _option(field: str) -> str:
    return "--search" if field == "q" else f"--{field.replace('_', '-')}"


def _require_scan(scan_id: str, query: ExportQuery) -> str:
    scan = find_scan(scan_id, LOCAL_OWNER_ID)
    if scan is None:
        raise StackError(f"There is no scan {scan_id!r}. `cli.py queue jobs` lists the jobs, and their scans.")
    try:
        require_results(scan)
        refuse_unknown_ids(scan.id, query)
    except Problem as problem:
        details = [f"{_option(part.field)} {part.message}" for part in problem.errors]
        raise StackError("\n".join(details) or str(problem.description)) from problem
    return scan.id


def _print(pieces: Iterable[bytes]) -> None:
    try:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        # Whoever read has seen enough, as `head` does. Python would flush once more while it ends, and complain.
        sys.stdout = None
        raise Exit(1) from error
