"""What a sentence's very words say: every word and pair of words has a weight of its own in each column of a table.

The table is learned (`training/`). A column is one linear model over words; its sum over a sentence is divided by the
square root of how many words and pairs there are, so that a long sentence does not outweigh a short one.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

WEIGHTS = Path(__file__).parent / "weights" / "wording.json"
_WORD = re.compile(r"[a-z']+|[?!@]")


def words_and_pairs(plain_sentence: str) -> set[str]:
    """Return the distinct words, marks and pairs of neighbours of a lower-cased sentence."""
    words = _WORD.findall(plain_sentence)
    return {*words, *(f"{one} {other}" for one, other in pairwise(words))}


@dataclass(frozen=True, slots=True)
class WordingTable:
    """`rows[words][i]` is the weight in `columns[i]`; what is not in the table weighs nothing."""

    columns: Sequence[str]
    rows: Mapping[str, Sequence[float]]

    def sums(self, plain_sentence: str) -> dict[str, float]:
        """Weigh a sentence in every column."""
        found = words_and_pairs(plain_sentence)
        known = [row for row in map(self.rows.get, found) if row is not None]
        share = 1.0 / math.sqrt(len(found) or 1)
        # fsum, since a set has no order and thresholds must not hang on the last bit of a sum
        return {name: round(share * math.fsum(row[i] for row in known), 6) for i, name in enumerate(self.columns)}


@cache
def load_wording(path: Path = WEIGHTS) -> WordingTable:
    """Read the table that `python -m training.detect` wrote."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return WordingTable(stored["columns"], stored["rows"])
