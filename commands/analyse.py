"""`cli.py analyse`: the engine on archive files, without queue or database."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

from rich.console import Console
from typer import Argument, BadParameter, Option

from commands.archive_reading import ArchiveReading
from commands.explanation_json import explain_all
from commands.memory import PeakMemory
from commands.pain_point_json import to_json
from commands.report import print_pain_points
from commands.stages import Stages

if TYPE_CHECKING:
    from pipeline.embed import EncoderName

ENCODERS = ("auto", "static", "minilm")
SHOWN = 20
# More would save time on more cores, at 400 MB each: that is for the user to choose.
MOST_PROCESSES = 2


def analyse(
    files: Annotated[
        list[Path], Argument(exists=True, dir_okay=False, help="archive files: .zst, .ndjson, .jsonl, .csv")
    ],
    json_file: Annotated[
        Path | None, Option("--json", help="write the pain points with all quotes to this file")
    ] = None,
    encoder: Annotated[str, Option(help="auto, static (fast) or minilm (finer groups)")] = "auto",
    as_of: Annotated[str | None, Option(help="ISO time that recency counts from; default: the newest document")] = None,
    processes: Annotated[
        int | None, Option(min=1, help="processes that share the work, 400 MB each; default: two, or one on one core")
    ] = None,
) -> None:
    """Find the pain points of archive files with the engine alone: no queue, no database."""
    # spaCy and numpy: seconds that no other command should pay
    from commands.shared_work import SharedWork, usable_cores
    from pipeline.analyse import analyse as run_engine

    reading = ArchiveReading(files)
    stages = Stages(Console(stderr=True))
    began = time.monotonic()
    work = SharedWork(processes or min(MOST_PROCESSES, usable_cores()))
    with PeakMemory() as memory, stages.progress, work:
        analysis = run_engine(
            stages.counting(reading.documents()),
            encoder=encoder_of(encoder),
            as_of_utc=_seconds(as_of),
            detector=work,
            names_groups=work.name_groups,
            stopwatch=stages.time,
        )
    seconds = time.monotonic() - began
    for file, entry in reading.coverage.items():
        if entry.reason:
            print(f"{file.name}: {entry.reason}", file=sys.stderr)
    if skipped := sum(analysis.stats.other_languages.values()):
        print(f"{skipped} documents are not in English and were not read.", file=sys.stderr)
    stats = {
        "documents": reading.records,
        "documents_analysed": analysis.stats.posts + analysis.stats.comments,
        "other_languages": sum(analysis.stats.other_languages.values()),
        "mentions": analysis.mentions,
        "pain_points": len(analysis.pain_points),
        "seconds": round(seconds, 3),
        "seconds_by_stage": {name: round(spent, 3) for name, spent in stages.seconds.items()},
        "peak_rss_mb": round(memory.peak_mb, 1),
    }
    pain_points = [to_json(pain_point, analysis.evidence) for pain_point in analysis.pain_points]
    if json_file:
        explanations = explain_all(analysis.pain_points, analysis.evidence, analysis.copies)
        result = {"stats": stats, "pain_points": pain_points, "explanations": explanations}
        json_file.write_text(json.dumps(result, indent=1, ensure_ascii=False))
    else:
        print_pain_points(Console(), pain_points[:SHOWN])
    print(json.dumps(stats))


def encoder_of(name: str) -> EncoderName:
    if name not in ENCODERS:
        raise BadParameter(f"{name!r} is none of {', '.join(ENCODERS)}", param_hint="--encoder")
    return cast("EncoderName", name)


def _seconds(moment: str | None) -> int | None:
    if moment is None:
        return None
    try:
        parsed = datetime.fromisoformat(moment)
    except ValueError as error:
        raise BadParameter(f"{moment!r} is no ISO time, such as 2026-11-24T00:00:00Z", param_hint="--as-of") from error
    return int((parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp())
