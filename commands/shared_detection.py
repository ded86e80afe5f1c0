"""Detection by several processes: the same mentions in the same order, sooner."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import cast

from pipeline.detect import DOCUMENTS_AT_ONCE, Detector
from pipeline.types import Document, Mention

ROOT = Path(__file__).resolve().parents[1]

# A helper takes some three seconds to start, in which one process reads this many documents.
FEWEST_TO_SHARE = 3_000
# Batches that a helper has before it: one in work, one at hand.
BATCHES_AHEAD = 2
# Batches kept while the first of them is still in work: a bound on memory.
MOST_WAITING = 64

Found = list[list[Mention]]


class HelperDied(ChildProcessError):
    """A helper ended before its work was done."""


def usable_cores() -> int:
    """Count the cores that this process may run on."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class SharedDetection:
    """Finds mentions as `Detector` does, with the help of `processes` - 1 others where there is enough to read."""

    def __init__(self, processes: int) -> None:
        self.processes = processes

    def detect_by_document(self, documents: Iterable[Document]) -> Iterator[tuple[Document, list[Mention]]]:
        """Yield every document with its mentions, in the order given.

        Raises:
          HelperDied: A helper was killed or failed; standard error shows why.
        """
        waiting = iter(documents)
        first = list(islice(waiting, FEWEST_TO_SHARE))
        if self.processes == 1 or len(first) < FEWEST_TO_SHARE:
            yield from Detector.load().detect_by_document(chain(first, waiting))
            return
        with ExitStack() as stack:
            helpers = [stack.enter_context(Helper()) for _ in range(self.processes - 1)]
            yield from share(chain(first, waiting), helpers)


def share(documents: Iterator[Document], helpers: list[Helper]) -> Iterator[tuple[Document, list[Mention]]]:
    """Give batches to the helpers that have time, and detect in the others here.

    Raises:
      HelperDied: A helper was killed or failed.
    """
    detector = Detector.load()
    line: deque[tuple[list[Document], Future[Found]]] = deque()
    while batch := list(islice(documents, DOCUMENTS_AT_ONCE)):
        helper = next((helper for helper in helpers if helper.has_time()), None)
        line.append((batch, helper.detect(batch) if helper else _detect_here(detector, batch)))
        while line and (line[0][1].done() or len(line) > MOST_WAITING):
            yield from _take(line)
    while line:
        yield from _take(line)


def _take(line: deque[tuple[list[Document], Future[Found]]]) -> Iterator[tuple[Document, list[Mention]]]:
    batch, found = line.popleft()
    yield from zip(batch, found.result(), strict=True)


def _detect_here(detector: Detector, batch: list[Document]) -> Future[Found]:
    done: Future[Found] = Future()
    done.set_result([mentions for _, mentions in detector.detect_by_document(batch)])
    return done


class Helper:
    """A process that detects, and the thread that speaks with it. Leaving the block ends both."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "commands.detection_process"]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._started = self._thread.submit(self._read)
        self._given: list[Future[Found]] = []
        self.batches_done = 0

    def __enter__(self) -> Helper:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.process.kill()  # it holds nothing that could be lost
        self._thread.shutdown(cancel_futures=True)
        self.process.communicate()

    def wait_until_ready(self) -> None:
        """Wait until the models are loaded.

        Raises:
          HelperDied: It did not start.
        """
        self._started.result()

    def has_time(self) -> bool:
        """Say whether it has started and would soon be idle.

        Raises:
          HelperDied: It did not start.
        """
        if not self._started.done():
            return False
        self.wait_until_ready()
        self._given = [future for future in self._given if not future.done()]
        return len(self._given) < BATCHES_AHEAD

    def detect(self, batch: list[Document]) -> Future[Found]:
        future = self._thread.submit(self._ask, batch)
        self._given.append(future)
        return future

    def _ask(self, batch: list[Document]) -> Found:
        assert self.process.stdin is not None
        try:
            pickle.dump(batch, self.process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            self.process.stdin.flush()
        except OSError as error:
            raise self._death() from error
        found = cast(Found, self._read())
        self.batches_done += 1
        return found

    def _read(self) -> object:
        assert self.process.stdout is not None
        try:
            return pickle.load(self.process.stdout)
        except (EOFError, pickle.UnpicklingError, ValueError) as error:
            raise self._death() from error

    def _death(self) -> HelperDied:
        code = self.process.wait()
        return HelperDied(f"A process that helped to detect ended with code {code}. With --processes 1 none is needed.")
