"""The parent's side of a child process, and the thread that speaks with it."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any

from pipeline.name import Name
from pipeline.name_words import WordWeights
from pipeline.types import Document, Mention
from settings import ROOT

# Requests that a child has before it: one in work, one at hand.
REQUESTS_AHEAD = 2

Found = list[list[Mention]]


class ChildDied(ChildProcessError):
    """A child ended before its work was done."""


class Child:
    """A process that detects and names. Closing it, or leaving the block, ends it."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "commands.child_process"]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._started = self._thread.submit(self._read)
        self._given: list[Future[Any]] = []
        self.answered = 0

    def __enter__(self) -> Child:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self.process.kill()  # it holds nothing that could be lost
        self._thread.shutdown(cancel_futures=True)
        self.process.communicate()

    def wait_until_ready(self) -> None:
        """Wait until the models are loaded.

        Raises:
          ChildDied: It did not start.
        """
        self._started.result()

    def has_time(self) -> bool:
        """Say whether it has started and would soon be idle.

        Raises:
          ChildDied: It did not start.
        """
        if not self._started.done():
            return False
        self.wait_until_ready()
        self._given = [future for future in self._given if not future.done()]
        return len(self._given) < REQUESTS_AHEAD

    def detect(self, documents: list[Document], *, twice: bool) -> Future[Found]:
        """Find the mentions of each document."""
        return self._ask("detect", documents, twice)

    def name(self, groups: Sequence[Sequence[Mention]], shared: Sequence[WordWeights]) -> Future[list[Name]]:
        """Name groups, as `pipeline.name.name_groups`."""
        return self._ask("name", groups, shared)

    def _ask(self, *request: object) -> Future[Any]:
        future = self._thread.submit(self._send_and_read, request)
        self._given.append(future)
        return future

    def _send_and_read(self, request: object) -> Any:
        assert self.process.stdin is not None
        try:
            pickle.dump(request, self.process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            self.process.stdin.flush()
        except OSError as error:
            raise self._death() from error
        answer = self._read()
        self.answered += 1
        return answer

    def _read(self) -> Any:
        assert self.process.stdout is not None
        try:
            return pickle.load(self.process.stdout)
        except (EOFError, pickle.UnpicklingError, ValueError) as error:
            raise self._death() from error

    def _death(self) -> ChildDied:
        code = self.process.wait()
        return ChildDied(f"A process that helped to analyse ended with code {code}. With --processes 1 none is needed.")
