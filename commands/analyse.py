"""`cli.py analyse`: the engine on archive files, without queue or database."""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, cast, get_args

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from typer import Argument, BadParameter, Option

from commands.memory import PeakMemory
from commands.pain_point_json import to_json
from commands.report import print_pain_points
from pipeline.analyse import analyse as run_engine
from pipeline.embed import EncoderName
from pipeline.types import Document
from settings import load_settings
from sources.archive import ArchiveSource
from sources.registry import hash_author
from sources.types import Query

# Authors are only counted here, never stored: a constant salt keeps the output the same in every run.
SALT = "analyse"
SHOWN = 20
WORDS = {"detect": "finding mentions of pains", "cluster": "grouping them by problem", "describe": "naming and scoring"}


def analyse(
    files: Annotated[list[Path], Argument(help="archive files: .zst, .ndjson, .jsonl, .csv")],
    json_file: Annotated[
        Path | None, Option("--json", help="write the pain points with all quotes to this file")
    ] = None,
    encoder: Annotated[str, Option(help="auto, static (fast) or minilm (finer groups)")] = "auto",
    as_of: Annotated[str | None, Option(help="ISO time that recency counts from; default: the newest document")] = None,
) -> None:
    """Find the pain points of archive files with the engine alone: no queue, no database."""
    console = Console(stderr=True)
    stages = Stages()
    with PeakMemory() as memory, stages.shown_on(console):
        began = time.monotonic()
        analysis = run_engine(
            stages.counting(read_documents(files)),
            encoder=encoder_of(encoder),
            as_of_utc=_seconds(as_of),
            stopwatch=stages.time,
        )
        seconds = time.monotonic() - began
    result = {
        "stats": {
            "documents": analysis.stats.posts + analysis.stats.comments,
            "mentions": analysis.mentions,
            "pain_points": len(analysis.pain_points),
            "seconds": round(seconds, 3),
            "seconds_by_stage": {name: round(spent, 3) for name, spent in stages.seconds.items()},
            "peak_rss_mb": round(memory.peak_mb, 1),
        },
        "pain_points": [to_json(pain_point, analysis.evidence) for pain_point in analysis.pain_points],
    }
    if json_file:
        json_file.write_text(json.dumps(result, indent=1, ensure_ascii=False))
    else:
        print_pain_points(Console(), result["pain_points"][:SHOWN])
    print(json.dumps(result["stats"]))


def read_documents(files: list[Path]) -> Iterator[Document]:
    """Yield the documents of files that may lie in different folders.

    Raises:
      sources.errors.SourceError: None of a folder's files could be read.
    """
    by_folder: dict[Path, list[str]] = defaultdict(list)
    for file in files:
        by_folder[file.absolute().parent].append(file.name)
    window = load_settings().archive_max_window_mb << 20
    for folder, names in by_folder.items():
        source = ArchiveSource(folder, hash_author(SALT), max_window_bytes=window)
        coverage = []
        for page in source.fetch(Query(files=tuple(names))):
            coverage = page.coverage
            yield from page.documents
        for entry in coverage:
            if entry.status != "complete":
                print(f"{folder / entry.target}: {entry.reason or entry.status}", file=sys.stderr)


class Stages:
    """The seconds that each stage took, shown while they pass."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.documents = 0
        self._progress: Progress | None = None
        self._task = TaskID(0)

    @contextmanager
    def shown_on(self, console: Console) -> Iterator[None]:
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description:<26}"),
            TextColumn("{task.fields[documents]:,} documents"),
        )
        with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as self._progress:
            self._task = self._progress.add_task("reading", total=None, documents=0)
            yield

    def counting(self, documents: Iterable[Document]) -> Iterator[Document]:
        for document in documents:
            self.documents += 1
            if self._progress and self.documents % 100 == 0:
                self._progress.update(self._task, documents=self.documents)
            yield document

    @contextmanager
    def time(self, stage: str) -> Iterator[None]:
        if self._progress:
            self._progress.update(self._task, description=WORDS[stage], documents=self.documents)
        began = time.monotonic()
        yield
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.monotonic() - began


def encoder_of(name: str) -> EncoderName:
    if name not in get_args(EncoderName):
        raise BadParameter(f"{name!r} is none of {', '.join(get_args(EncoderName))}", param_hint="--encoder")
    return cast(EncoderName, name)


def _seconds(moment: str | None) -> int | None:
    if moment is None:
        return None
    try:
        parsed = datetime.fromisoformat(moment)
    except ValueError as error:
        raise BadParameter(f"{moment!r} is no ISO time, such as 2026-11-24T00:00:00Z", param_hint="--as-of") from error
    return int((parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp())
