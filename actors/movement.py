"""How the pain points of scans have moved since the scan before in their series; light enough for the API's process."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from models.moving import mentions_and_states, set_states
from models.scan import Scan
from pipeline.match_state import State, judge_change


def judge_movement(scans: Sequence[Scan], which: set[str], pain_points: Collection[str] | None = None) -> None:
    """Say of the pain points of some scans, or of a few of them, how each has moved; `scans` are a series in order."""
    for number, scan in enumerate(scans):
        if scan.id in which:
            _judge(scans[number - 1] if number else None, scan, pain_points)


def _judge(earlier: Scan | None, later: Scan, pain_points: Collection[str] | None) -> None:
    before = mentions_and_states(earlier.id, pain_points) if earlier else {}
    after = mentions_and_states(later.id, pain_points)
    documents = (_documents(earlier) if earlier else 0, _documents(later))
    states: dict[str, State | None] = {
        id_: judge_change((before[id_][0] if id_ in before else 0, mentions), documents)
        for id_, (mentions, _) in after.items()
    }
    set_states(later.id, {id_: state for id_, state in states.items() if state != after[id_][1]})


def _documents(scan: Scan) -> int:
    return scan.posts + scan.comments
