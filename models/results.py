"""Forgetting what scans concluded, and the pain points that nothing speaks of any more."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from peewee import chunked

from models.curation import Curation, named_in
from models.original import Original
from models.pain_point import ROWS_PER_INSERT, Mention, Observation, PainPoint
from models.series import Series


def forget_results(scan_id: str) -> None:
    """Delete what a scan concluded, keeping what it fetched, and the pain points that nobody else speaks of."""
    seen = set(_pain_points_of(scan_id))
    Mention.update(pain_point=None, found_in=None, rank=None).where(Mention.scan == scan_id).execute()
    Observation.delete().where(Observation.scan == scan_id).execute()
    Original.delete().where(Original.scan == scan_id).execute()
    forget_unseen_pain_points(seen)


def forget_unseen_pain_points(ids: Collection[str]) -> None:
    """Delete those pain points that no scan sees, no curation was made of, and none in force names."""
    for batch in chunked(sorted(ids), ROWS_PER_INSERT):
        spoken_of = set(_spoken_of(list(batch)))
        PainPoint.delete().where(PainPoint.id.in_([id_ for id_ in batch if id_ not in spoken_of])).execute()


def forget_curations(series: Series) -> None:
    """Delete the log of a series, and the pain points that nothing but it spoke of."""
    log = list(
        Curation.select().where(
            Curation.owner == series.owner_id, Curation.question == series.question, Curation.source == series.source
        )
    )
    named = {id_ for curation in log for id_ in named_in(curation)} | {curation.pain_point_id for curation in log}
    for batch in chunked((curation.id for curation in log), ROWS_PER_INSERT):
        Curation.delete().where(Curation.id.in_(list(batch))).execute()
    forget_unseen_pain_points(named)


def _pain_points_of(scan_id: str) -> Iterator[str]:
    for column, table in (
        (Observation.pain_point, Observation),
        (Original.pain_point, Original),
        (Mention.found_in, Mention),
    ):
        rows: Any = table.select(column).where(table.scan == scan_id, column.is_null(False)).distinct().tuples()
        yield from (id_ for (id_,) in rows)


def _spoken_of(ids: list[str]) -> Iterator[str]:
    for column in (Observation.pain_point, Original.pain_point, Mention.pain_point, Curation.pain_point):
        rows: Any = column.model.select(column).where(column.in_(ids)).distinct().tuples()
        yield from (id_ for (id_,) in rows)
    questions = PainPoint.select(PainPoint.question).where(PainPoint.id.in_(ids))
    for curation in Curation.select().where(Curation.question.in_(questions), Curation.undone_at.is_null()):
        yield from named_in(curation)
