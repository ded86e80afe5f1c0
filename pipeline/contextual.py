"""Reads a whole sentence in its context: a small transformer, trained by us, that rates pain and wish.

Words and turns of phrase decide what is worth reading; this says whose trouble it is and whether it is one at all. It
is the first layers of all-MiniLM-L6-v2, fine-tuned (`training/contextual/`), int8, run by onnxruntime.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import BertWordPieceTokenizer

from pipeline.minilm_encoder import VOCABULARY

WEIGHTS = Path(__file__).parent / "weights" / "contextual.onnx"
MOST_PIECES = 64
# Log-odds beyond these say no more than that it is sure.
SUREST = 5.0
# About one in six.
LEAST = -1.5
PAIN, WISH = "context_pain", "context_wish"
Features = tuple[str, str]


class ContextualModel:
    """Rates sentences one at a time: what int8 makes of a sentence would depend on the others of a batch."""

    def __init__(
        self,
        weights: Path = WEIGHTS,
        features: Features = (PAIN, WISH),
        renumber: Callable[[list[int]], list[int]] = list,
    ) -> None:
        """Load `weights`; `features` names what it finds, `renumber` turns BERT's word pieces into the network's."""
        self._features, self._renumber = features, renumber
        self._tokenizer = BertWordPieceTokenizer(str(VOCABULARY), lowercase=True)
        self._tokenizer.enable_truncation(MOST_PIECES)
        options = onnxruntime.SessionOptions()
        # Detection runs in two processes already.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])

    def read(self, sentence: str) -> dict[str, float]:
        """Return the log-odds of a pain and of a wish, as features; rounded, so that thresholds do not hang on bits."""
        ids = np.array([self._renumber(self._tokenizer.encode(sentence).ids)], dtype=np.int64)
        logits = np.clip(self._session.run(["logits"], {"ids": ids})[0][0], -SUREST, SUREST).tolist()
        return {name: round(value, 3) for name, value in zip(self._features, logits, strict=True)}


def could_hurt(context: Mapping[str, float]) -> bool:
    """Say whether a sentence is worth parsing: what is this surely neither would need grammar to be as sure of it."""
    return max(context.values()) >= LEAST


@cache
def load_contextual() -> ContextualModel:
    """Load the model, once a process; takes a tenth of a second and 60 MB."""
    return ContextualModel()
