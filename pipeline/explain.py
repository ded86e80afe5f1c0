"""Puts into plain words why the detector took a sentence. Light to import: the API shows what this writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.wordlists import meanings

_MEANINGS = meanings()


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing that spoke for a sentence (`weight` above 0) or against it; the weight was added to its log-odds."""

    name: str
    meaning: str
    weight: float


def read_cues(contributions: Sequence[tuple[str, float]]) -> list[Cue]:
    """Say what each contribution means, in their order."""
    return [Cue(name, meaning_of(name), weight) for name, weight in contributions]


def meaning_of(feature: str) -> str:
    """Say in plain words what a feature shows, as the end of a sentence that begins with "It"."""
    return _MEANINGS.get(feature) or f"shows the sign {feature.replace('_', ' ')!r}"


def in_one_sentence(cues: Sequence[Cue]) -> str:
    """List what speaks for it, strongest first, and then what speaks against it."""
    spoken = "; ".join(f"{cue.meaning} ({cue.weight:+.2f})" for cue in cues if cue.weight > 0)
    against = "; ".join(f"{cue.meaning} ({cue.weight:+.2f})" for cue in cues if cue.weight < 0)
    return f"It {spoken or 'shows no sign by itself'}{f'. Against it: it {against}' if against else ''}."
