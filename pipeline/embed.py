"""Turns texts into vectors, with models that ship inside wheels and need no network."""

from __future__ import annotations

from functools import cache
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
EncoderName = Literal["auto", "static", "minilm"]

# MiniLM reads some 120 to 600 texts a second, by their length; beyond this many that is more than seconds.
MOST_FOR_MINILM = 2000


class Encoder(Protocol):
    """An embedding model."""

    name: EncoderName
    # Changes whenever the vectors may.
    version: str

    def encode(self, texts: list[str]) -> Vectors:
        """Return float32 (n, d), unit length; a row depends on its own text alone. An empty text may give zeros."""
        ...


def load_encoder(name: EncoderName, mentions: int) -> Encoder:
    """Load an encoder, once a process; `auto` takes MiniLM where that costs seconds, else the static table.

    Raises:
      ValueError: No encoder has that name.
    """
    if name == "auto":
        name = "minilm" if mentions <= MOST_FOR_MINILM else "static"
    if name == "static":
        return _load_static()
    if name == "minilm":
        return _load_minilm()
    raise ValueError(f"no encoder is named {name!r}; choose auto, static or minilm")


@cache
def _load_static() -> Encoder:
    from pipeline.static_encoder import StaticEncoder

    return StaticEncoder()


@cache
def _load_minilm() -> Encoder:
    from pipeline.minilm_encoder import MiniLmEncoder
    from pipeline.paired_encoder import PairedEncoder

    return PairedEncoder("minilm", MiniLmEncoder(), _load_static())


def to_unit_length(vectors: NDArray[np.floating]) -> Vectors:
    """Scale each row to length one; a row of zeros stays as it is."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(lengths > 0, lengths, 1.0)).astype(np.float32)
