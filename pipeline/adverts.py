"""Recognises documents that sell, hire or announce; the pains they name are bait, not their writer's."""

from __future__ import annotations

import re

from pipeline.types import Document
from pipeline.wordlists import phrases

_ENOUGH_PITCHES = 3
# "[Hiring] …", "For hire: …", "Giveaway | …": a tag opens the title.
_TAG = re.compile(rf"^\W*{phrases('adverts', 'tags')}(?:[\]:)]|\s*\|)", re.I)
_TITLE = re.compile(phrases("adverts", "titles"), re.I)
_PITCH = re.compile(phrases("adverts", "pitches"), re.I)


def sells_or_hires(document: Document, prose: str) -> bool:
    """Say whether a document is a job post, an advert or an announcement."""
    title = (document.title or "").replace("’", "'")
    if _TAG.search(title) or _TITLE.search(title):
        return True
    return len({pitch.lower() for pitch in _PITCH.findall(prose.replace("’", "'"))}) >= _ENOUGH_PITCHES
