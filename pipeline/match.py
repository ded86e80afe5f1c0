"""Pairs the pain points of two results, one to one: which of today's is which of yesterday's, and how it has moved."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from pipeline.match_evidence import Evidence, Found, Numbers, Place, Result, gather_evidence
from pipeline.match_state import State, judge_change, share_of

__all__ = ["Found", "Matching", "Pair", "Place", "Result", "State", "match", "share_of"]

# Lighter than any pair, so that only what finds no partner stays alone.
_ALONE = 1e-9
_TIE_BREAK = 1e-6


@dataclass(frozen=True, slots=True)
class Pair:
    """The same pain point in two results, and why: the places that both quote, and the cosine of the centres.

    A share is mentions ÷ documents collected, None where nothing was; then `state` is None too.
    """

    earlier: str
    later: str
    shared: tuple[Place, ...]
    similarity: float | None
    state: State | None
    earlier_share: float | None
    later_share: float | None


@dataclass(frozen=True, slots=True)
class Matching:
    """`new` and `gone` are the pain points that only the later or only the earlier result has, in its order.

    Where a result collected nothing, they say nothing: nobody looked.
    """

    pairs: tuple[Pair, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]


def match(earlier: Result, later: Result, *, ids_last: bool = False) -> Matching:
    """Pair pain points so that as many mentions as possible stay where they were; likeness decides what is left open.

    Where `ids_last`, pain points of one id are the same, whatever else they have in common. Who is paired depends
    neither on the order of the pain points nor on which result is called the earlier one. Pairs stand in the order of
    the later result.
    """
    known = _pair_by_id(earlier, later) if ids_last else {}
    evidence = gather_evidence(earlier, later, known.items())
    ones, others = ([_digest(pain_point) for pain_point in side.pain_points] for side in (earlier, later))
    taken = set(known.values())
    weights = {
        (i, j): len(found.shared) + (found.similarity or 0.0) + _tie_break(ones[i], others[j])
        for (i, j), found in evidence.items()
        if i not in known and j not in taken
    }
    partners = known | _assign(weights, len(earlier.pain_points))
    pairs = [_describe(earlier, later, (i, j), evidence[i, j]) for j, i in sorted((j, i) for i, j in partners.items())]
    paired_later = set(partners.values())
    new = (pain_point.id for j, pain_point in enumerate(later.pain_points) if j not in paired_later)
    gone = (pain_point.id for i, pain_point in enumerate(earlier.pain_points) if i not in partners)
    return Matching(tuple(pairs), tuple(new), tuple(gone))


def _pair_by_id(earlier: Result, later: Result) -> dict[int, int]:
    places = {pain_point.id: place for place, pain_point in enumerate(later.pain_points)}
    return {i: places[found.id] for i, found in enumerate(earlier.pain_points) if found.id in places}


def _digest(pain_point: Found) -> bytes:
    said = "\n".join(f"{document} {start} {end}" for document, start, end in sorted(pain_point.mentions))
    return hashlib.blake2b(f"{pain_point.id}\n{said}".encode(), digest_size=8).digest()


def _tie_break(one: bytes, other: bytes) -> float:
    """Make a number below a millionth from two digests, whichever stands first, so that no two pairings weigh alike."""
    both = hashlib.blake2b(min(one, other) + max(one, other), digest_size=6).digest()
    return _TIE_BREAK * (1 + int.from_bytes(both)) / (1 << 48)


def _assign(weights: Mapping[Numbers, float], earlier: int) -> dict[int, int]:
    """Choose the pairs whose weights add up to most, none of them with a partner in common."""
    if not weights:
        return {}
    rows, columns = (np.array(side, dtype=np.int64) for side in zip(*weights, strict=True))
    alone = np.arange(earlier)
    first_alone = int(columns.max()) + 1
    graph = coo_matrix(
        (
            np.concatenate([np.fromiter(weights.values(), dtype=np.float64), np.full(earlier, _ALONE)]),
            (np.concatenate([rows, alone]), np.concatenate([columns, first_alone + alone])),
        )
    ).tocsr()
    chosen_rows, chosen_columns = min_weight_full_bipartite_matching(graph, maximize=True)
    return {int(i): int(j) for i, j in zip(chosen_rows, chosen_columns, strict=True) if j < first_alone}


def _describe(earlier: Result, later: Result, numbers: Numbers, evidence: Evidence) -> Pair:
    one, other = earlier.pain_points[numbers[0]], later.pain_points[numbers[1]]
    return Pair(
        earlier=one.id,
        later=other.id,
        shared=tuple(sorted(evidence.shared)),
        similarity=evidence.similarity,
        state=judge_change((len(one.mentions), len(other.mentions)), (earlier.documents, later.documents)),
        earlier_share=share_of(len(one.mentions), earlier.documents),
        later_share=share_of(len(other.mentions), later.documents),
    )
