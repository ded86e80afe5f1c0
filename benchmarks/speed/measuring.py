"""Runs `cli.py analyse` and TF-IDF on one archive, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from settings import ROOT

# Of TF-IDF's two runs, one before and one after the engine, the mean counts: the machine may be busier at one of them.
MOST_FOR_TFIDF = 100_000


@dataclass(frozen=True, slots=True)
class Measured:
    """What one size took. `command_s` is the command from start to end, imports and output included."""

    documents: int
    mentions: int
    pain_points: int
    seconds: float
    command_s: float
    stages: dict[str, float]
    peak_mb: float
    tfidf_s: float | None
    tfidf_mb: float | None

    @property
    def ratio(self) -> float | None:
        """Give how many times as long as TF-IDF the engine took."""
        return self.seconds / self.tfidf_s if self.tfidf_s else None


def measure(archive: Path, count: int) -> Measured:
    """Measure one archive of `count` documents."""
    before = _tfidf(archive) if count <= MOST_FOR_TFIDF else None
    stats, command_s = _analyse(archive)
    after = _tfidf(archive) if before else None
    return Measured(
        documents=stats["documents"],
        mentions=stats["mentions"],
        pain_points=stats["pain_points"],
        seconds=stats["seconds"],
        command_s=command_s,
        stages=stats["seconds_by_stage"],
        peak_mb=stats["peak_rss_mb"],
        tfidf_s=(before["seconds"] + after["seconds"]) / 2 if before and after else None,
        tfidf_mb=before["peak_mb"] if before else None,
    )


def _tfidf(archive: Path) -> dict[str, float]:
    found: dict[str, float] = json.loads(_run("-m", "benchmarks.speed.tfidf", str(archive)))
    return found


def _analyse(archive: Path) -> tuple[dict[str, Any], float]:
    began = time.monotonic()
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        _run("cli.py", "analyse", str(archive), "--json", out.name)
        seconds = time.monotonic() - began
        stats: dict[str, Any] = json.loads(Path(out.name).read_text(encoding="utf-8"))["stats"]
    return stats, seconds


def _run(*arguments: str) -> str:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
