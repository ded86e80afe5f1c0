"""Two encoders side by side: words in their context, and the words themselves."""

from __future__ import annotations

import numpy as np

from pipeline.embed import Encoder, EncoderName, Vectors, to_unit_length

# Context alone takes texts of one form for alike, words alone those of one topic. Equal weights group short requests
# worse than context alone, and less than this tweets and reviews.
WEIGHT_OF_WORDS = 0.7


class PairedEncoder:
    """Joins the vectors of an encoder that reads context with those of one that reads words."""

    def __init__(self, name: EncoderName, context: Encoder, words: Encoder) -> None:
        self.name = name
        self.version = f"{context.version} {WEIGHT_OF_WORDS} {words.version}"
        self._context, self._words = context, words

    def encode(self, texts: list[str]) -> Vectors:
        return to_unit_length(np.hstack([self._context.encode(texts), WEIGHT_OF_WORDS * self._words.encode(texts)]))
