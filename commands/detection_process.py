"""A process beside the one that analyses: reads pickled lists of documents, answers each with the mentions found.

The first answer, None, says that the models are loaded. It ends when its input does, so it never outlives its parent.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from typing import BinaryIO

from pipeline.detect import Detector


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to act on
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not come between the answers
    detector = Detector.load()
    _answer(answers, None)
    while True:
        try:
            documents = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        _answer(answers, [mentions for _, mentions in detector.detect_by_document(documents)])


def _answer(answers: BinaryIO, value: object) -> None:
    pickle.dump(value, answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()


if __name__ == "__main__":
    main()
