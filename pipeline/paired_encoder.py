"""Two encoders side by side: words in their context, and the words themselves."""

from __future__ import annotations

import numpy as np

from pipeline.embed import Encoder, EncoderName, Vectors, to_unit_length


class PairedEncoder:
    """Joins the vectors of two encoders at equal weight, so that a similarity is the mean of both.

    Context alone takes texts of one form for alike, words alone those of one topic; groups that both see are better.
    """

    def __init__(self, name: EncoderName, one: Encoder, other: Encoder) -> None:
        self.name = name
        self.version = f"{one.version} {other.version}"
        self._encoders = (one, other)

    def encode(self, texts: list[str]) -> Vectors:
        return to_unit_length(np.hstack([encoder.encode(texts) for encoder in self._encoders]))
