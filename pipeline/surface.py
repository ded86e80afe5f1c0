"""What a sentence shows before it is parsed: turns of phrase, the weights of its words, and whom it speaks to."""

from __future__ import annotations

import math
import re

from pipeline.cues import count_cues, plain
from pipeline.wording import WordingTable

# Ill humour means more where a text speaks to those who make the thing than where it speaks of life.
_TO_THE_MAKER = re.compile(
    r"(?<!\w)@\w|\byou (?:guys|people|folks)\b"
    r"|\byour (?:\w+ )?(?:service|app|site|website|customer|support|team|staff|company|product|update|system)\b"
)
_MOST_FOR_A_CALL = 400  # characters; in a long text a handle is a passing word


def speaks_to_maker(prose: str) -> bool:
    """Say whether a text is addressed to those whose thing it is about, as a tweet or a review is."""
    return len(prose) <= _MOST_FOR_A_CALL and bool(_TO_THE_MAKER.search(plain(prose)))


def read_surface(plain_sentence: str, table: WordingTable, *, to_maker: bool) -> dict[str, float]:
    """Name what shows: the cues, one feature for each column of the table, and the tone where it is addressed."""
    features = count_cues(plain_sentence) | table.sums(plain_sentence)
    features["length"] = round(math.log(1 + plain_sentence.count(" ")), 4)
    if to_maker:
        features |= {"to_maker": 1.0, "sore_to_maker": features["sore"], "friendly_to_maker": features["friendly"]}
    return features
