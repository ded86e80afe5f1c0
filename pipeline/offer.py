"""Leaves the offer to pay out of what is compared: who would pay for what says nothing of what the trouble is."""

from __future__ import annotations

import re
from collections.abc import Iterable

# "I'd happily pay 2 more a month for …", "would pay extra for …", "be glad to pay for …".
_OFFER = re.compile(
    r"\b(?:(?:i|we|they)(?:['’]d| would)|would|(?:i|we) (?:will|can)|(?:happy|glad|willing|ready) to)"
    r"(?: be (?:happy|glad|willing|ready) to| \w+ly| even)? pay"
    r"(?: (?:[$€£]?\d\S*|double|twice|extra|more|good|money|someone|you|a|per|month|year|week|head)\b)*(?: for)?\b",
    re.I,
)


def leave_out_offers(sentences: Iterable[str]) -> list[str]:
    """Put "want" where somebody offers to pay."""
    return [_OFFER.sub("want", sentence) for sentence in sentences]
