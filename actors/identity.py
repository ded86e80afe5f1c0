"""Which pain points of earlier scans a scan has found again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actors.results import to_vector
from models.earlier import Place, centres_of, newest_sightings, splits_in_force
from models.scan import Scan
from models.series import finished_scans, series_of
from pipeline.match import Found, Result, match

# So much of the series as earlier pain points depend on: scans with results, and splits in force.
Standing = tuple[tuple[str, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Group:
    """A pain point without an id yet: the places of its mentions, and the number of their group."""

    places: tuple[Place, ...]
    number: int | None


@dataclass(frozen=True, slots=True)
class Recognition:
    """The id under which each group was known before, None for what is new; it holds while `standing` does."""

    ids: tuple[str | None, ...]
    standing: Standing


def recognise(scan: Scan, groups: Sequence[Group]) -> Recognition:
    """Match what a scan found with the newest that earlier scans of its series saw of each pain point."""
    standing = standing_of(scan)
    scans = [earlier for earlier in finished_scans(series_of(scan)) if earlier.id in standing[0]]
    own = centres_of(scan.id)
    found = [Found(str(number), group.places, _vector(own, group.number)) for number, group in enumerate(groups)]
    pairs = match(Result(_known(scan, scans), 0, scan.encoder), Result(found, 0, scan.encoder)).pairs
    known_as = {int(pair.later): pair.earlier for pair in pairs}
    return Recognition(tuple(known_as.get(number) for number in range(len(groups))), standing)


def standing_of(scan: Scan) -> Standing:
    """Return what a recognition depends on."""
    series = series_of(scan)
    others = tuple(earlier.id for earlier in finished_scans(series) if earlier.id != scan.id)
    return others, tuple(splits_in_force(series))


def _known(scan: Scan, scans: Sequence[Scan]) -> list[Found]:
    """Return earlier pain points, with their centres where those are of the same encoder."""
    sightings = list(newest_sightings(series_of(scan), scans))
    seen_by = {sighting.scan_id for sighting in sightings}
    centres = {
        earlier.id: centres_of(earlier.id) if earlier.encoder == scan.encoder else {}
        for earlier in scans
        if earlier.id in seen_by
    }
    return [
        Found(seen.pain_point_id, seen.places, _vector(centres[seen.scan_id], seen.group_number)) for seen in sightings
    ]


def _vector(centres: dict[int, bytes], number: int | None) -> NDArray[np.float32] | None:
    return to_vector(centres[number]) if number in centres else None
