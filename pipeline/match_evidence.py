"""What speaks for two results having the same pain point: mentions in common, and how alike the centres are."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Enough speaks for a pair where so large a share of the smaller one's mentions stand in both, where the centres are as
# alike as the bar asks, or where there is something of each.
LEAST_OVERLAP = 0.6
# Of pairs between random halves of labelled groups (hwu64, tweet89, app_review_issues) 98 to 100 in 100 were right from
# this cosine on, with either encoder; .9 of the larger groups found each other, .3 to .4 of those of two or three.
LEAST_SIMILARITY = 0.6
# Where all is about one thing, more is asked: so many standard deviations more than different pain points of one result
# are alike. On halves of real communities, with the groups of the whole for truth, that raised the share of right pairs
# with MiniLM from .60 to .89; with the static table it is .79 to 1.0 with or without.
DEVIATIONS = 3.0
# A result of few pain points says little about that, so it starts from what is typical, worth this many pairs.
TYPICAL_MEAN, TYPICAL_DEVIATION, TYPICAL_PAIRS = 0.22, 0.12, 60
MOST_ASKED = 0.95
# Likeness alone is looked at for so many of the nearest, from either side, so that a topic that all share costs little.
NEAREST = 10
_DECIMALS = 4
_ROWS_AT_ONCE = 1000

Centres = NDArray[np.float64]
Side = tuple[list[int], Centres]
NO_CENTRES: Side = ([], np.zeros((0, 0)))
Place = tuple[str, int, int]  # document id, start, end
Numbers = tuple[int, int]  # of an earlier and of a later pain point


@dataclass(frozen=True, slots=True)
class Found:
    """A pain point as one result has it; `centre` is unit length, None where it is not known."""

    id: str
    mentions: tuple[Place, ...]
    centre: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What one scan found among the `documents` it collected; centres of different encoders are not compared."""

    pain_points: Sequence[Found]
    documents: int
    encoder: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """`shared` are the places that both quote; `similarity` is the cosine of the centres, None where not known."""

    shared: tuple[Place, ...]
    similarity: float | None


def gather_evidence(earlier: Result, later: Result, known: Collection[Numbers] = ()) -> dict[Numbers, Evidence]:
    """Return the pairs for which enough speaks, and those that are known, by their places in the two results."""
    shared = _shared_places(earlier, later)
    comparable = earlier.encoder is not None and earlier.encoder == later.encoder
    sides = (_stack(earlier), _stack(later)) if comparable else (NO_CENTRES, NO_CENTRES)
    bar = _similarity_bar([vectors for _, vectors in sides])
    similarities = _similarities(*sides, shared.keys() | set(known), bar)
    evidence = {
        numbers: Evidence(tuple(shared.get(numbers, ())), similarities.get(numbers))
        for numbers in sorted(shared.keys() | similarities.keys() | set(known))
    }
    return {
        (i, j): found
        for (i, j), found in evidence.items()
        if (i, j) in known or _is_enough(found, earlier.pain_points[i], later.pain_points[j], bar)
    }


def _is_enough(evidence: Evidence, one: Found, other: Found, bar: float) -> bool:
    smaller = min(len(one.mentions), len(other.mentions))
    overlap = min(len(evidence.shared) / smaller, 1.0) if smaller else 0.0
    return overlap / LEAST_OVERLAP + (evidence.similarity or 0.0) / bar >= 1.0


def _similarity_bar(sides: Sequence[Centres]) -> float:
    """Compute the bar from the moments over all pairs of different centres of one side."""
    pairs, total = float(TYPICAL_PAIRS), TYPICAL_PAIRS * TYPICAL_MEAN
    squares = TYPICAL_PAIRS * (TYPICAL_MEAN**2 + TYPICAL_DEVIATION**2)
    for vectors in sides:
        rows = len(vectors)
        pairs += rows * (rows - 1) / 2
        total += (float((vectors.sum(axis=0) ** 2).sum()) - rows) / 2
        squares += (float(((vectors.T @ vectors) ** 2).sum()) - rows) / 2
    mean = total / pairs
    deviation = math.sqrt(max(squares / pairs - mean**2, 0.0))
    return round(min(max(mean + DEVIATIONS * deviation, LEAST_SIMILARITY), MOST_ASKED), _DECIMALS)


def _shared_places(earlier: Result, later: Result) -> dict[Numbers, list[Place]]:
    """Find the stretches of documents that pain points of both results quote."""
    quoted: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for i, pain_point in enumerate(earlier.pain_points):
        for document, start, end in pain_point.mentions:
            quoted[document].append((start, end, i))
    shared: dict[Numbers, list[Place]] = defaultdict(list)
    for j, pain_point in enumerate(later.pain_points):
        for document, start, end in sorted(pain_point.mentions):
            for other_start, other_end, i in sorted(quoted.get(document, ())):
                if start < other_end and other_start < end:
                    shared[i, j].append((document, max(start, other_start), min(end, other_end)))
    return shared


def _similarities(earlier: Side, later: Side, wanted: Set[Numbers], bar: float) -> dict[Numbers, float]:
    """Compute the cosines of the pairs that are wanted, and of those that are alike enough without."""
    (rows, ones), (columns, others) = earlier, later
    near = {(rows[row], columns[column]): cosine for row, column, cosine in _near(ones, others, bar)}
    near |= {(rows[row], columns[column]): cosine for column, row, cosine in _near(others, ones, bar)}
    row_of, column_of = ({number: place for place, number in enumerate(side)} for side in (rows, columns))
    for i, j in wanted:
        if i in row_of and j in column_of:
            near[i, j] = _round(float(ones[row_of[i]] @ others[column_of[j]]))
    return near


def _near(ones: Centres, others: Centres, bar: float) -> Iterator[tuple[int, int, float]]:
    """Yield the nearest of `others` for each row, those as near as the last of them included, if alike enough."""
    for first in range(0, len(ones) if len(others) else 0, _ROWS_AT_ONCE):
        cosines = ones[first : first + _ROWS_AT_ONCE] @ others.T
        rank = max(len(others) - NEAREST, 0)
        bars = np.maximum(np.partition(cosines, rank, axis=1)[:, [rank]] - 10.0**-_DECIMALS, bar)
        for row, column in zip(*np.nonzero(cosines >= bars), strict=True):
            yield first + int(row), int(column), _round(float(cosines[row, column]))


def _round(cosine: float) -> float:
    return round(cosine, _DECIMALS)


def _stack(result: Result) -> Side:
    """Return the numbers of the pain points whose centre is known, and the centres: float64 (n, d)."""
    known = [(number, pain.centre) for number, pain in enumerate(result.pain_points) if pain.centre is not None]
    if not known:
        return NO_CENTRES
    return [number for number, _ in known], np.stack([centre for _, centre in known]).astype(np.float64)
