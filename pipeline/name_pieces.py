"""Cuts a quote into pieces of prose that a parser reads well."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.clean import mask
from pipeline.pattern_index import PatternIndex
from pipeline.wordlists import phrases

FEWEST_WORDS, MOST_WORDS = 3, 28


def pieces(quote: str) -> Iterator[str]:
    """Yield what stands between hard stops (colons, dashes, brackets, ends of sentences), without fillers."""
    prose = _QUOTED.sub(r"\1", _EMOJI.sub(" ", mask(quote).translate(_STRAIGHT)))
    for piece in _HARD_STOP.split(prose):
        said = " ".join(_drop_fillers(piece).split()).strip(_EDGES)
        if len(said.split()) >= FEWEST_WORDS:
            yield _shorten(said)


def _drop_fillers(piece: str) -> str:
    # Most pieces have none, and looking for words is cheaper than for words with what may stand around them.
    return _FILLER.sub("", piece) if _FILLER_WORDS.occurs(piece.lower()) else piece


def _shorten(said: str) -> str:
    """Cut a long piece at its last comma within reach: what is parsed beyond would not fit in a name."""
    words = said.split()
    if len(words) <= MOST_WORDS:
        return said
    kept = " ".join(words[:MOST_WORDS])
    head, comma, _ = kept.rpartition(",")
    return head if comma and len(head.split()) > MOST_WORDS // 2 else kept


_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "´": "'", "“": None, "”": None, '"': None})
_QUOTED = re.compile(r"(?<!\w)'([^'\n]{2,60})'(?!\w)")
_EMOJI = re.compile(r"[\u2190-\u2bff\u3000-\u303f\ufe0f\U0001f000-\U0001faff]")
_HARD_STOP = re.compile(
    r"[.!?;:…]+(?=[\s\"')]|$)|[()\[\]{}|*~]|\s[-–—]+\s|—|\.{2,}|,(?=\s*(?:but|so|and then)\s)|\s/\s"
)
_FILLER = re.compile(rf",?\s*{phrases('name', 'fillers')},?", re.I)
_FILLER_WORDS = PatternIndex({"filler": re.compile(phrases("name", "fillers"))})
_EDGES = " '-–—*,\"~_"
