"""Where people's merges and splits put mentions: the log played again, from where the engine had put them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Place = tuple[str, int, int]  # document id, start, end


@dataclass(frozen=True, slots=True)
class Merge:
    """All mentions of the `others` go into one pain point."""

    others: frozenset[str]
    into: str

    @property
    def pain_points(self) -> frozenset[str]:
        return self.others | {self.into}


@dataclass(frozen=True, slots=True)
class Split:
    """The mentions of one pain point at these places go to a new one."""

    pain_point: str
    places: tuple[Place, ...]
    new: str

    @property
    def pain_points(self) -> frozenset[str]:
        return frozenset((self.pain_point, self.new))


Step = Merge | Split


def related_steps(steps: Sequence[Step], pain_points: Iterable[str]) -> tuple[list[Step], frozenset[str]]:
    """Return the steps that bear on pain points, however indirectly, in their order, and all that they bear on."""
    reached = frozenset(pain_points)
    while further := [step for step in steps if step.pain_points & reached and not step.pain_points <= reached]:
        reached = reached.union(*(step.pain_points for step in further))
    return [step for step in steps if step.pain_points <= reached], reached


def place_mentions(found: Sequence[tuple[str, Place]], steps: Iterable[Step]) -> list[str]:
    """Say which pain point each mention ends in, given the one that the engine found it in, and its place.

    A split takes whatever overlaps with its places: another scan's mention of the same words may be cut otherwise.
    """
    held = [pain_point for pain_point, _ in found]
    for step in steps:
        if isinstance(step, Merge):
            held = [step.into if pain_point in step.others else pain_point for pain_point in held]
        else:
            taken = _spans_by_document(step.places)
            for number, (_, place) in enumerate(found):
                if held[number] == step.pain_point and _overlaps(place, taken):
                    held[number] = step.new
    return held


def _spans_by_document(places: Iterable[Place]) -> dict[str, list[tuple[int, int]]]:
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for document, start, end in places:
        spans[document].append((start, end))
    return spans


def _overlaps(place: Place, spans: dict[str, list[tuple[int, int]]]) -> bool:
    document, start, end = place
    return any(start < other_end and other_start < end for other_start, other_end in spans.get(document, ()))
