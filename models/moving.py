"""Moving mentions from one pain point of a scan to another, and ranking its pain points anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Any

from peewee import ValuesList, chunked

from models.original import Original
from models.pain_point import ROWS_PER_INSERT, Mention, Observation
from models.scan import update_scan

# Below every rank that ranks pass through on their way.
OUT_OF_THE_WAY = -1_000_000_000


def scans_with(scan_ids: Collection[str], pain_point_ids: Iterable[str]) -> set[str]:
    """Return those of the scans that see any of the pain points, or did so before people moved its mentions."""
    found: set[str] = set()
    for batch in chunked(sorted(pain_point_ids), ROWS_PER_INSERT):
        for table in (Observation, Original):
            rows: Any = table.select(table.scan).where(table.pain_point.in_(list(batch))).distinct().tuples()
            found.update(scan_id for (scan_id,) in rows)
    return found & set(scan_ids)


def held_mentions(scan_id: str, pain_point_ids: Iterable[str]) -> list[Mention]:
    """Return the mentions that pain points hold in a scan, without their reasons, in the order of their ids."""
    columns = (Mention.id, Mention.document, Mention.start, Mention.end, Mention.found_in, Mention.pain_point)
    held: list[Mention] = []
    for batch in chunked(sorted(pain_point_ids), ROWS_PER_INSERT):
        held.extend(Mention.select(*columns).where(Mention.scan == scan_id, Mention.pain_point.in_(list(batch))))
    return sorted(held, key=lambda mention: int(mention.id))


def give_mentions(pain_point_id: str, mention_ids: Sequence[int]) -> None:
    """Let a pain point hold mentions, in the order in which they are quoted; where they were found stays."""
    for batch in chunked(enumerate(mention_ids, start=1), ROWS_PER_INSERT):
        given = ValuesList(list(batch), alias="given")
        Mention.update(pain_point=pain_point_id, rank=given.c.column1).from_(given).where(
            Mention.id == given.c.column2
        ).execute()


def observations_of(scan_id: str, pain_point_ids: Iterable[str]) -> dict[str, Observation]:
    found: dict[str, Observation] = {}
    for batch in chunked(sorted(pain_point_ids), ROWS_PER_INSERT):
        rows = Observation.select().where(Observation.scan == scan_id, Observation.pain_point.in_(list(batch)))
        found |= {row.pain_point_id: row for row in rows}
    return found


def replace_observations(scan_id: str, gone: Iterable[str], made: dict[str, dict[str, Any]]) -> None:
    """Delete some of a scan's observations, store others given by pain point, and rank and count them all anew."""
    for batch in chunked(gone, ROWS_PER_INSERT):
        Observation.delete().where(Observation.scan == scan_id, Observation.pain_point.in_(list(batch))).execute()
    for place, (pain_point_id, columns) in enumerate(sorted(made.items()), start=1):
        Observation.create(scan=scan_id, pain_point=pain_point_id, rank=OUT_OF_THE_WAY - place, **columns)
    ranks = _in_order(scan_id)
    _move_ranks(scan_id, sorted((rank, place - rank) for place, rank in enumerate(ranks, start=1)))
    update_scan(scan_id, pain_points=len(ranks))


def _move_ranks(scan_id: str, moves: list[tuple[int, int]]) -> None:
    """Move ranks, given lowest first with the step that each takes; neighbours that take the same go together.

    Ranks are unique in a scan, so all that move step out of the way first, below nought.
    """
    of_scan = Observation.scan == scan_id
    for step, some in groupby(moves, key=lambda move: move[1]):
        if step:
            ranks = [rank for rank, _ in some]
            Observation.update(rank=(Observation.rank + step) * -1).where(
                of_scan, Observation.rank.between(ranks[0], ranks[-1])
            ).execute()
    Observation.update(rank=Observation.rank * -1).where(of_scan, Observation.rank < 0).execute()


def _in_order(scan_id: str) -> list[int]:
    """Return the ranks that a scan's pain points have now, best first: the order of `pipeline.rank`."""
    first_quotes: Any = (
        Mention.select(Mention.pain_point, Mention.document, Mention.start)
        .where(Mention.scan == scan_id, Mention.rank == 1)
        .tuples()
    )
    places = {pain_point_id: (document_id, start) for pain_point_id, document_id, start in first_quotes}
    columns = (Observation.score, Observation.authors, Observation.name, Observation.pain_point, Observation.rank)
    seen: Any = Observation.select(*columns).where(Observation.scan == scan_id).tuples()
    return [
        rank
        for *_, rank in sorted(
            (-score, -authors, name, places.get(id_, ("", 0)), rank) for score, authors, name, id_, rank in seen
        )
    ]


def set_states(scan_id: str, states: dict[str, str | None]) -> None:
    """Say of pain points of a scan how each has moved since the scan before."""
    for state in sorted(set(states.values()), key=str):
        ids = sorted(id_ for id_, its_state in states.items() if its_state == state)
        for batch in chunked(ids, ROWS_PER_INSERT):
            Observation.update(state=state).where(
                Observation.scan == scan_id, Observation.pain_point.in_(list(batch))
            ).execute()


def mentions_and_states(
    scan_id: str, pain_point_ids: Collection[str] | None = None
) -> dict[str, tuple[int, str | None]]:
    """Return the number of mentions and the movement of the pain points that a scan sees, or of some of them."""
    query = Observation.select(Observation.pain_point, Observation.mentions, Observation.state)
    query = query.where(Observation.scan == scan_id)
    if pain_point_ids is not None:
        query = query.where(Observation.pain_point.in_(list(pain_point_ids)))
    rows: Any = query.tuples()
    return {id_: (mentions, state) for id_, mentions, state in rows}


def scans_with_states(scan_ids: Iterable[str]) -> set[str]:
    """Return the scans that say of anything how it has moved; others had nothing to be compared with."""
    found: set[str] = set()
    for batch in chunked(scan_ids, ROWS_PER_INSERT):
        rows: Any = Observation.select(Observation.scan).where(
            Observation.scan.in_(list(batch)), Observation.state.is_null(False)
        )
        found.update(scan_id for (scan_id,) in rows.distinct().tuples())
    return found
