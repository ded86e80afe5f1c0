"""What the scans of a series saw of each pain point when they last saw it, by the engine's own grouping."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import chunked

from models.curation import curations_in_force
from models.grouping import Centroid
from models.original import Original
from models.pain_point import ROWS_PER_INSERT, Mention, Observation
from models.scan import Scan
from models.series import Series

Place = tuple[str, int, int]  # document id, start, end


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one scan saw of a pain point: the places of its mentions, and the number of their group.

    It has none where people put the mentions together.
    """

    pain_point_id: str
    scan_id: str
    places: tuple[Place, ...]
    group_number: int | None


def newest_sightings(series: Series, scans: Sequence[Scan]) -> Iterator[Sighting]:
    """Yield what the newest of these scans, which come oldest first, saw of each pain point.

    Merges and splits count for nothing here, since the engine is to find again what it found; only what a split made,
    and the engine never found, is taken as people have it.
    """
    made_by_splits = {
        curation.details["new_pain_point_id"] for curation in curations_in_force(series) if curation.action == "split"
    }
    known: set[str] = set()
    for column, among in ((Mention.found_in, None), (Mention.pain_point, made_by_splits)):
        for scan in reversed(scans):
            wanted = _shown_in(scan.id) - known
            for id_, sighting in _sightings(scan.id, column, wanted if among is None else wanted & among):
                known.add(id_)
                yield sighting


def splits_in_force(series: Series) -> list[int]:
    return [curation.id for curation in curations_in_force(series) if curation.action == "split"]


def centres_of(scan_id: str) -> dict[int, bytes]:
    """Return the centre of each group of a scan."""
    rows: Any = Centroid.select(Centroid.group_number, Centroid.vector).where(Centroid.scan == scan_id).tuples()
    return {number: bytes(vector) for number, vector in rows}


def _shown_in(scan_id: str) -> set[str]:
    shown: set[str] = set()
    for table in (Observation, Original):
        rows: Any = table.select(table.pain_point).where(table.scan == scan_id).tuples()
        shown.update(id_ for (id_,) in rows)
    return shown


def _sightings(scan_id: str, column: Any, pain_point_ids: set[str]) -> Iterator[tuple[str, Sighting]]:
    """Yield what stands together in a scan by one of the two columns that name a mention's pain point."""
    places: dict[str, list[Place]] = defaultdict(list)
    groups: dict[str, int | None] = {}
    for batch in chunked(sorted(pain_point_ids), ROWS_PER_INSERT):
        query: Any = Mention.select(column, Mention.document, Mention.start, Mention.end, Mention.group_number)
        for id_, document, start, end, group in query.where(Mention.scan == scan_id, column.in_(list(batch))).tuples():
            places[id_].append((document, start, end))
            groups[id_] = group if column is Mention.found_in else None
    for id_, found in sorted(places.items()):
        yield id_, Sighting(id_, scan_id, tuple(sorted(found)), groups[id_])
