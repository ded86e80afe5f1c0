"""A cheap look at every sentence, so that the costly looks are spent on the few that could matter."""

from __future__ import annotations

from pipeline.wordlists import words

STEM_LENGTH = 5
# The first letters of the words without which no pain and no wish is stated. Shorter words stand whole.
_STEMS = words("screen", "stems")


def could_matter(plain_sentence: str) -> bool:
    """Say whether a sentence holds any word that pains and wishes are stated with."""
    return not _STEMS.isdisjoint([word[:STEM_LENGTH] for word in plain_sentence.split()])
