"""A process beside the one that analyses: detects mentions and names groups for it.

It reads pickled requests, a task and its arguments, and answers each. The first answer, None, says that the models are
loaded. It ends when its input does, so it never outlives its parent.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from pipeline.detect import Detector
from pipeline.name import name_groups
from pipeline.types import Document, Mention


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to act on
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not come between the answers
    Detector.load()
    _answer(answers, None)
    while True:
        try:
            task, *arguments = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        _answer(answers, TASKS[task](*arguments))


def detect(documents: list[Document], twice: bool) -> list[list[Mention]]:
    return [mentions for _, mentions in Detector.load().detect_by_document(documents, twice=twice)]


def name(groups: Any, shared: Any) -> Any:
    return name_groups(groups, shared, Detector.load().language)


TASKS: dict[str, Callable[..., Any]] = {"detect": detect, "name": name}


def _answer(answers: BinaryIO, value: object) -> None:
    pickle.dump(value, answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()


if __name__ == "__main__":
    main()
