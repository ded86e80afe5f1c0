"""The stages of a long command: shown while they pass, timed for its report."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pipeline.types import Document

WORDS = {"detect": "finding mentions of pains", "cluster": "grouping them by problem", "describe": "naming and scoring"}
SHOW_EVERY = 100


class Stages:
    """`seconds` holds the time of each stage so far."""

    def __init__(self, console: Console) -> None:
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description:<26}"),
            TextColumn("{task.completed:,.0f} documents"),
            TimeElapsedColumn(),
        )
        self.progress = Progress(*columns, console=console, transient=True)
        self.task = self.progress.add_task("reading", total=None)
        self.seconds: dict[str, float] = {}

    def counting(self, documents: Iterable[Document]) -> Iterator[Document]:
        for number, document in enumerate(documents, start=1):
            if number % SHOW_EVERY == 0:
                self.progress.update(self.task, completed=number)
            yield document

    @contextmanager
    def time(self, stage: str) -> Iterator[None]:
        self.progress.update(self.task, description=WORDS[stage])
        began = time.monotonic()
        yield
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.monotonic() - began
