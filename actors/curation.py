"""What people do with pain points: in one transaction it is logged, and every scan of the series is brought to it.

Light enough for the API's process.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from typing import Any

from actors.movement import judge_movement
from actors.replay import replay
from models.curation import MOVING, Curation, find_curation, fold_columns, named_in, record_curation
from models.database import exclusive_transaction
from models.moving import held_mentions, observations_of, scans_with_states
from models.pain_point import Observation, create_pain_point, find_observation
from models.results import forget_unseen_pain_points
from models.scan import Scan
from models.series import finished_scans, series_of

Details = dict[str, Any]
Parts = list[tuple[tuple[str | int, ...], str]]


class NotSeen(Exception):
    """The scan shows no such pain point."""


class CannotCurate(Exception):
    """What was asked for does not fit the pain point: `parts` are (place in the request, what would do)."""

    def __init__(self, parts: Parts) -> None:
        super().__init__("; ".join(message for _, message in parts))
        self.parts = parts


def curate(scan: Scan, pain_point_id: str, action: str, details: Details, *, at: datetime) -> Curation:
    """Do something to a pain point that a finished scan shows, in every scan of its series, present and future.

    Raises:
      NotSeen, CannotCurate: Nothing is done.
    """
    with exclusive_transaction():
        seen = find_observation(scan.id, pain_point_id)
        if seen is None:
            raise NotSeen(pain_point_id)
        series = series_of(scan)
        noted = {**details, "pain_point_name": seen.shown_name}
        if action == "merge":
            noted["other_names"] = _check_merge(seen, details["others"])
            noted["original_name"] = seen.name
        if action == "split":
            _check_split(seen, details["mentions"])
            noted["new_pain_point_id"] = create_pain_point(scan, at)
        curation = record_curation(series, pain_point_id, action, noted, at)
        _bring_to_effect(curation)
    return curation


def undo(curation_id: int, owner_id: int, *, at: datetime) -> Curation | None:
    """Undo a curation, whatever was done since; undoing it again changes nothing. None where there is none."""
    with exclusive_transaction():
        curation = find_curation(curation_id, owner_id)
        if curation is not None and curation.undone_at is None:
            curation.undone_at = at
            curation.save(only=[Curation.undone_at])
            _bring_to_effect(curation)
            forget_unseen_pain_points(named_in(curation))
    return curation


def _bring_to_effect(curation: Curation) -> None:
    """Make everything that a curation bears on what the curations in force make of it, in all scans of its series."""
    series, pain_points = curation.series, named_in(curation)
    fold_columns(series, pain_points)
    if curation.action in MOVING:
        scans = finished_scans(series)
        ids = [scan.id for scan in scans]
        compared = scans_with_states(ids)
        changed, touched = replay(series, ids, pain_points)
        followers = {later for earlier, later in pairwise(ids) if earlier in changed}
        judge_movement(scans, compared & (changed | followers), touched)


def _check_merge(seen: Observation, others: list[str]) -> list[str]:
    """Return the names of the others."""
    there = observations_of(seen.scan_id, others)
    parts: Parts = []
    for number, other in enumerate(others):
        if other == seen.pain_point_id:
            parts.append((("others", number), "is the pain point itself; name those that are to go into it"))
        elif other not in there:
            listed = f"GET /api/scans/{seen.scan_id}/pain-points lists those that are"
            parts.append((("others", number), f"is no pain point of this scan; {listed}"))
    _refuse(parts)
    return [there[other].shown_name for other in others]


def _check_split(seen: Observation, places: list[Details]) -> None:
    held = {
        (mention.document_id, mention.start, mention.end)
        for mention in held_mentions(seen.scan_id, [seen.pain_point_id])
    }
    wanted = [(place["document_id"], place["start"], place["end"]) for place in places]
    shown = f"GET /api/scans/{seen.scan_id}/pain-points/{seen.pain_point_id} shows its quotes"
    _refuse(
        (("mentions", number), f"is no mention of this pain point; {shown}")
        for number, place in enumerate(wanted)
        if place not in held
    )
    if held <= set(wanted):
        _refuse([(("mentions",), "are all that there are; leave at least one, or rename the pain point")])


def _refuse(parts: Iterable[tuple[tuple[str | int, ...], str]]) -> None:
    if found := list(parts):
        raise CannotCurate(found)
