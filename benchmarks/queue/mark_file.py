"""The marks that a system's workers have left so far; each line is read once, since reading takes their machine."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mark:
    event: str
    chain: str
    at: float
    pid: int
    parent: int


class MarkFile:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._read = 0
        self._marks: defaultdict[str, list[Mark]] = defaultdict(list)

    def marks(self, event: str) -> list[Mark]:
        """Return the marks of a kind since the last `forget`, in the order they were left."""
        if self._path.exists():
            with self._path.open("rb") as file:
                file.seek(self._read)
                self._take(file.read())
        return self._marks[event]

    def forget(self) -> None:
        """Let later calls return later marks only."""
        self._marks.clear()

    def _take(self, news: bytes) -> None:
        whole_lines = news[: news.rfind(b"\n") + 1]
        self._read += len(whole_lines)
        for line in whole_lines.decode().splitlines():
            event, chain, at, pid, parent = line.split()
            self._marks[event].append(Mark(event, chain, float(at), int(pid), int(parent)))
