"""`cli.py evaluate`: how good the engine is on labelled texts."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

from rich.console import Console
from typer import Argument, BadParameter, Option, Typer

from commands.analyse import encoder_of
from commands.exits import clear_exits

if TYPE_CHECKING:
    from pipeline.evaluate import Kind

evaluate = Typer(
    help="Measure the engine on labelled texts: NDJSON with `text` and, if known, `label`.", no_args_is_help=True
)

TextFile = Annotated[Path, Argument(help="NDJSON, one object with `text` a line")]
Predictions = Annotated[Path, Option(help="file to write one prediction a line to, in the same order")]


@evaluate.command()
@clear_exits
def detect(
    file: TextFile,
    predictions: Predictions,
    kind: Annotated[str, Option(help="pain or wish")] = "pain",
    positive: Annotated[str | None, Option(help="labels that count as yes, separated by commas")] = None,
) -> None:
    """Score each text by how surely it states a pain (or a wish)."""
    from pipeline.evaluate import evaluate_detect

    if kind not in ("pain", "wish"):
        raise BadParameter(f"{kind!r} is neither pain nor wish", param_hint="--kind")
    names = frozenset(positive.split(",")) if positive else None
    _measure(file, predictions, lambda rows: evaluate_detect(rows, cast("Kind", kind), names))


@evaluate.command()
@clear_exits
def cluster(
    file: TextFile,
    predictions: Predictions,
    encoder: Annotated[str, Option(help="auto, static or minilm")] = "auto",
) -> None:
    """Group the texts, inside each `app` where the rows name one."""
    from pipeline.evaluate import evaluate_cluster

    name = encoder_of(encoder)
    _measure(file, predictions, lambda rows: evaluate_cluster(rows, name))


def _measure(
    file: Path,
    predictions: Path,
    run: Callable[[list[dict[str, Any]]], tuple[Iterable[dict[str, Any]], dict[str, Any]]],
) -> None:
    rows = _read(file)
    began = time.monotonic()
    with Console(stderr=True).status(f"Reading {len(rows):,} texts …"):
        predicted, metrics = run(rows)
    seconds = time.monotonic() - began
    predictions.write_text("".join(f"{json.dumps(row)}\n" for row in predicted))
    print(json.dumps({"rows": len(rows), "seconds": round(seconds, 3), **metrics}))


def _read(file: Path) -> list[dict[str, Any]]:
    rows = []
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                row = json.loads(line)
            except ValueError as error:
                raise BadParameter(f"line {number} of {file} is no JSON: {error}", param_hint="FILE") from error
            if not isinstance(row, dict) or not isinstance(row.get("text"), str):
                raise BadParameter(f"line {number} of {file} has no `text`", param_hint="FILE")
            rows.append(row)
    return rows
