"""Reads again what the detector is inclined to take for a pain or a wish: a larger network, trained by us.

It is the lower half of all-mpnet-base-v2, fine-tuned (`training/contextual/`), int8, run by onnxruntime. It tells plain
questions, observations and mishaps from pains much better than the small network, at seven times the cost.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pipeline.contextual import ContextualModel, Features

WEIGHTS = Path(__file__).parent / "weights" / "second_opinion.onnx"
FEATURES: Features = ("second_pain", "second_wish")
# Up to so many documents it costs seconds; beyond, minutes, and the small network's word stands.
MOST_DOCUMENTS = 15_000
# From which probability by the first verdict a sentence is read again: in scans, where the rest is hardly ever shown;
# where texts are rated; in large scans.
DOUBTFUL, EVERYTHING, NOTHING = 0.3, 0.0, 1.1
# Its word pieces are BERT's, numbered from here; a sentence begins and ends with its own marks.
_FIRST_PIECE, _BEGIN, _END = 4, 0, 2


def reads_twice(documents: int) -> bool:
    """Say whether a scan is small enough for second opinions."""
    return documents <= MOST_DOCUMENTS


def renumber(pieces: list[int]) -> list[int]:
    """Turn BERT's numbers of a sentence's pieces into MPNet's."""
    return [_BEGIN, *(piece + _FIRST_PIECE for piece in pieces[1:-1]), _END]


@cache
def load_second_opinion() -> ContextualModel:
    """Load the model, once a process; takes half a second and 120 MB."""
    return ContextualModel(WEIGHTS, FEATURES, renumber)
