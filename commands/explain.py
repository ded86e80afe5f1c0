"""`cli.py explain`: why each mention is in a pain point, and where each part of its score comes from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

from rich.console import Console
from typer import Argument, Option

from api.pain_points import explain_observation
from commands.explanation_report import print_explanation
from commands.queue.opening import open_queue
from models.owner import LOCAL_OWNER_ID
from models.pain_point import Observation, find_observation, find_ranked
from models.scan import find_scan
from stack.errors import StackError


def explain(
    source: Annotated[
        str, Argument(metavar="SCAN_OR_FILE", help="a scan's id, or a file that `analyse --json` or `demo` wrote")
    ],
    pain_point: Annotated[str, Argument(metavar="PAIN", help="the pain point's id, or its rank: 1 is the best")],
    mentions: Annotated[int, Option(help="how many of its mentions to print")] = 10,
    as_json: Annotated[bool, Option("--json", help="print all of it as JSON")] = False,
) -> None:
    """Say why each mention is in a pain point, and where each part of its score comes from."""
    file = Path(source)
    explanation = _read(file, pain_point) if file.is_file() else _ask_database(source, pain_point)
    if as_json:
        print(json.dumps(explanation, indent=1, ensure_ascii=False))
    else:
        print_explanation(Console(highlight=False), explanation, most_mentions=mentions)


def _read(file: Path, wanted: str) -> dict[str, Any]:
    try:
        result = json.loads(file.read_text(encoding="utf-8"))
        ids = [shown["id"] for shown in result["pain_points"]]
    except (ValueError, KeyError, TypeError) as error:
        raise StackError(f"{file} is no result of `cli.py analyse --json`.") from error
    if "explanations" not in result:
        raise StackError(
            f"{file} holds no explanations: an older version wrote it. Write it again with `cli.py analyse … --json`."
        )
    rank = _rank(wanted)
    id_ = ids[rank - 1] if rank and rank <= len(ids) else wanted
    if id_ not in result["explanations"]:
        raise StackError(f"There is no pain point {wanted!r} in {file}; it has {len(ids)}, ranked from 1.")
    explanation: dict[str, Any] = result["explanations"][id_]
    return explanation


def _ask_database(source: str, wanted: str) -> dict[str, Any]:
    open_queue()
    scan = find_scan(source.removeprefix("scan-"), LOCAL_OWNER_ID)
    if scan is None:
        raise StackError(
            f"{source!r} is neither a file nor a scan. `cli.py queue jobs` lists the jobs, and their scans."
        )
    seen = _find(scan.id, wanted)
    if seen is None:
        found = f"it is {scan.status} and found {scan.pain_points}"
        raise StackError(f"There is no pain point {wanted!r} in the scan {scan.id}: {found}.")
    return explain_observation(scan.id, seen).model_dump(mode="json")


def _find(scan_id: str, wanted: str) -> Observation | None:
    rank = _rank(wanted)
    if rank is None:
        return find_observation(scan_id, wanted)
    return find_ranked(scan_id, rank)


LONGEST_RANK = 6  # ids are longer, and may be all digits too


def _rank(wanted: str) -> int | None:
    return int(wanted) if wanted.isdecimal() and len(wanted) <= LONGEST_RANK and int(wanted) > 0 else None
