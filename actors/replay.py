"""Plays people's merges and splits again in scans that have ended; light enough for the API's process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from actors.redescription import describe_anew
from models.curation import MOVING, Curation, curations_in_force
from models.moving import give_mentions, held_mentions, observations_of, replace_observations, scans_with
from models.original import forget_original, keep_original, originals_of
from models.scan import load_scan
from models.series import Series
from pipeline import corpus_stats
from pipeline.curate import Merge, Split, Step, place_mentions, related_steps
from pipeline.types import CorpusStats

Members = Mapping[str, set[int]]


class Replayed(NamedTuple):
    """The scans that a replay changed, and all pain points that it bore on."""

    scan_ids: set[str]
    pain_points: frozenset[str]


def replay(series: Series, scan_ids: Collection[str], pain_point_ids: Iterable[str] | None = None) -> Replayed:
    """Bring scans to what the curations in force make of some pain points, or of all.

    Call it in an exclusive transaction.
    """
    log = [curation for curation in curations_in_force(series) if curation.action in MOVING]
    all_steps = [_to_step(curation) for curation in log]
    if pain_point_ids is None:
        pain_point_ids = [id_ for step in all_steps for id_ in step.pain_points]
    steps, touched = related_steps(all_steps, pain_point_ids)
    splits, merges = _names_given(log)
    scans = sorted(scans_with(scan_ids, touched))
    changed = {scan_id for scan_id in scans if _ScanReplay(scan_id, steps, touched, splits, merges).run()}
    return Replayed(changed, touched)


def _to_step(curation: Curation) -> Step:
    details = curation.details
    if curation.action == "merge":
        return Merge(frozenset(details["others"]), curation.pain_point_id)
    places = tuple((place["document_id"], place["start"], place["end"]) for place in details["mentions"])
    return Split(curation.pain_point_id, places, details["new_pain_point_id"])


def _names_given(log: Iterable[Curation]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the names that splits gave, and those that pain points had when others were merged into them."""
    splits, merges = {}, {}
    for curation in log:
        if curation.action == "split":
            splits[curation.details["new_pain_point_id"]] = curation.details["name"]
        else:
            merges[curation.pain_point_id] = curation.details["original_name"]
    return splits, merges


class _ScanReplay:
    """One scan: who holds which mentions as the engine found them, as it is now, and as it is to be."""

    def __init__(
        self,
        scan_id: str,
        steps: Sequence[Step],
        touched: Collection[str],
        splits: Mapping[str, str],
        merges: Mapping[str, str],
    ) -> None:
        self._scan_id = scan_id
        self._touched = sorted(touched)
        self._splits, self._merges = splits, merges
        mentions = held_mentions(scan_id, touched)
        places = [(str(row.found_in), (row.document_id, row.start, row.end)) for row in mentions]
        ids = [int(row.id) for row in mentions]
        self._found = _members([holder for holder, _ in places], ids)
        self._now = _members([str(row.pain_point_id) for row in mentions], ids)
        self._then = _members(place_mentions(places, steps), ids)
        self._seen = observations_of(scan_id, touched)
        self._originals = originals_of(scan_id, touched)

    def run(self) -> bool:
        """Do what is to be done, and say whether that was anything."""
        changed = [id_ for id_ in self._touched if self._is_changed(id_)]
        if not changed:
            return False
        for id_ in changed:
            if id_ in self._seen and self._is_engines(id_):
                keep_original(self._seen[id_])
        self._originals = originals_of(self._scan_id, changed)
        made = {id_: self._make(id_) for id_ in changed if id_ in self._then}
        replace_observations(self._scan_id, changed, made)
        return True

    def _is_changed(self, id_: str) -> bool:
        held = self._then.get(id_)
        if held != self._now.get(id_):
            return True
        return held is not None and held != self._found.get(id_) and self._seen[id_].name != self._name(id_)

    def _is_engines(self, id_: str) -> bool:
        return id_ in self._found and id_ not in self._originals

    def _name(self, id_: str) -> str:
        if id_ in self._splits:
            return self._splits[id_]
        if id_ in self._originals:
            return str(self._originals[id_].seen["name"])
        return self._seen[id_].name if self._is_engines(id_) else self._merges[id_]

    def _make(self, id_: str) -> dict[str, Any]:
        """Give a pain point its mentions, and return the columns of its observation."""
        held, original = self._then[id_], self._originals.get(id_)
        if original and held == self._found.get(id_):
            forget_original(self._scan_id, id_)
            give_mentions(id_, original.quotes)
            return dict(original.seen)
        quoted = original.quotes if original else []
        order = [mention for mention in quoted if mention in held] + sorted(held.difference(quoted))
        columns, quotes = describe_anew(self._name(id_), order, *self._collected)
        give_mentions(id_, quotes)
        return columns | {"group_number": original.seen["group_number"] if original else None}

    @cached_property
    def _collected(self) -> tuple[CorpusStats, int]:
        """What the scan collected, and the moment that recency counts from: read once, as it may be large."""
        scan = load_scan(self._scan_id)
        stats = corpus_stats.from_json(scan.corpus_stats) if scan.corpus_stats else CorpusStats()
        return stats, scan.as_of_utc or 0


def _members(holders: Sequence[str], mention_ids: Sequence[int]) -> Members:
    members: dict[str, set[int]] = defaultdict(set)
    for holder, mention_id in zip(holders, mention_ids, strict=True):
        members[holder].add(mention_id)
    return dict(members)
