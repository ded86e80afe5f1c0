"""Words and pairs of words as columns of a matrix, in the scale that `pipeline.wording` applies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pipeline.wording import words_and_pairs


class Vocabulary:
    """The words and pairs that occur in at least `least` sentences, in alphabetical order."""

    def __init__(self, terms: Sequence[str]) -> None:
        self.terms = list(terms)
        self._column = {term: number for number, term in enumerate(self.terms)}

    @staticmethod
    def of(sentences: Sequence[str], *, least: int) -> Vocabulary:
        counts = Counter(term for sentence in sentences for term in words_and_pairs(sentence))
        return Vocabulary(sorted(term for term, count in counts.items() if count >= least))

    def matrix(self, sentences: Sequence[str]) -> csr_matrix:
        """Return float64 (sentences, terms): 1/√(distinct terms of the sentence) where it has the term."""
        rows, columns, values = [], [], []
        for number, sentence in enumerate(sentences):
            found = words_and_pairs(sentence)
            known = [self._column[term] for term in found if term in self._column]
            rows += [number] * len(known)
            columns += known
            values += [max(len(found), 1) ** -0.5] * len(known)
        return csr_matrix((values, (rows, columns)), shape=(len(sentences), len(self.terms)))

    def named(self, weights: NDArray[Any]) -> dict[str, float]:
        return dict(zip(self.terms, np.asarray(weights).tolist(), strict=True))
