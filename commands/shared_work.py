"""The engine's two costly steps shared by several processes: the same results in the same order, sooner."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from itertools import chain, islice
from types import TracebackType

from commands.child import Child, Found
from pipeline.detect import DOCUMENTS_AT_ONCE, Detector
from pipeline.name import Name, name_groups
from pipeline.name_words import WordWeights
from pipeline.types import Document, Mention

# A child takes some three seconds to start, in which one process reads this many documents.
FEWEST_TO_SHARE = 3_000
# Batches kept while the first of them is still in work: a bound on memory.
MOST_WAITING = 64


def usable_cores() -> int:
    """Count the cores that this process may run on."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class SharedWork:
    """Detects and names with the help of `processes` - 1 children, which start where there is enough to read.

    Every method raises ChildDied when a child was killed or failed; standard error shows why.
    """

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self.children: list[Child] = []

    def __enter__(self) -> SharedWork:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        for child in self.children:
            child.close()

    def detect_by_document(
        self, documents: Iterable[Document], *, twice: bool = True
    ) -> Iterator[tuple[Document, list[Mention]]]:
        """Yield every document with its mentions, in the order given."""
        waiting = iter(documents)
        first = list(islice(waiting, FEWEST_TO_SHARE))
        if len(first) == FEWEST_TO_SHARE and not self.children:
            self.children += [Child() for _ in range(self.processes - 1)]
        yield from share(chain(first, waiting), self.children, twice=twice)

    def name_groups(self, groups: Sequence[Sequence[Mention]], shared: Sequence[WordWeights]) -> list[Name]:
        """Name each group, as `pipeline.name.name_groups`: a group's name does not depend on the others'."""
        ready = [child for child in self.children if child.has_time()]
        stride = len(ready) + 1
        given = [child.name(groups[i::stride], shared[i::stride]) for i, child in enumerate(ready, start=1)]
        parts = [name_groups(groups[::stride], shared[::stride], Detector.load().language)]
        parts += [future.result() for future in given]
        return [parts[number % stride][number // stride] for number in range(len(groups))]


def share(
    documents: Iterator[Document], children: Sequence[Child], *, twice: bool = True
) -> Iterator[tuple[Document, list[Mention]]]:
    """Give batches to the children that have time, and detect in the others here."""
    detector = Detector.load()
    line: deque[tuple[list[Document], Future[Found]]] = deque()
    while batch := list(islice(documents, DOCUMENTS_AT_ONCE)):
        child = next((child for child in children if child.has_time()), None)
        line.append((batch, child.detect(batch, twice=twice) if child else _detect_here(detector, batch, twice)))
        while line and (line[0][1].done() or len(line) > MOST_WAITING):
            yield from _take(line)
    while line:
        yield from _take(line)


def _take(line: deque[tuple[list[Document], Future[Found]]]) -> Iterator[tuple[Document, list[Mention]]]:
    batch, found = line.popleft()
    yield from zip(batch, found.result(), strict=True)


def _detect_here(detector: Detector, batch: list[Document], twice: bool) -> Future[Found]:
    done: Future[Found] = Future()
    done.set_result([mentions for _, mentions in detector.detect_by_document(batch, twice=twice)])
    return done
