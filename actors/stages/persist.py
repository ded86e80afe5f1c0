"""Persist: from groups to named, scored pain points; the scan ends in the same transaction.

What earlier scans of the series saw keeps its id, and what people made of it holds for this scan too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from actors.identity import Group, Recognition, recognise, standing_of
from actors.movement import judge_movement
from actors.replay import replay
from actors.run import Run
from actors.stages.engine_values import to_columns, to_document, to_mention
from models.clock import now
from models.database import exclusive_transaction
from models.document import documents_by_id
from models.earlier import Place
from models.moving import scans_with_states
from models.pain_point import Mention as MentionRow
from models.pain_point import Observation, create_pain_point, mentions_of, rank_quotes
from models.results import forget_results
from models.scan import Scan, coverage_of
from models.series import finished_scans, series_of
from pipeline import corpus_stats
from pipeline.analyse import describe_groups, evidence_of
from pipeline.types import PainPoint as Described
from sources.types import UNREAD

Rows = Mapping[Place, MentionRow]


def store_pain_points(run: Run) -> None:
    rows = [row for row in mentions_of(run.scan.id) if row.group_number is not None]
    found = _describe(run.scan, rows)
    rows_by_place = {(row.document_id, row.start, row.end): row for row in rows}
    groups = [_to_group(described, rows_by_place) for described in found]
    recognition = recognise(run.scan, groups)
    missed = any(entry.status in UNREAD for entry in coverage_of(run.scan.id))
    with run.completing(status="partial" if missed else "completed") as columns, exclusive_transaction():
        if recognition.standing != standing_of(run.scan):  # another scan of the series has ended since
            recognition = recognise(run.scan, groups)
        forget_results(run.scan.id)
        _store(run.scan, found, recognition, rows_by_place, at=now())
        replay(series_of(run.scan), [run.scan.id])
        _judge_movement(run.scan)
        columns["pain_points"] = Observation.select().where(Observation.scan == run.scan).count()


def _describe(scan: Scan, rows: list[MentionRow]) -> list[Described]:
    documents = {row.id: to_document(row) for row in documents_by_id({row.document_id for row in rows})}
    return describe_groups(
        [to_mention(row, documents[row.document_id]) for row in rows],
        {document.id: evidence_of(document) for document in documents.values()},
        [row.group_number for row in rows],
        corpus_stats.from_json(scan.corpus_stats),
        scan.as_of_utc or 0,
    )


def _to_group(described: Described, rows_by_place: Rows) -> Group:
    places = tuple((mention.document_id, mention.start, mention.end) for mention in described.mentions)
    return Group(places, rows_by_place[places[0]].group_number)


def _store(
    scan: Scan, found: Sequence[Described], recognition: Recognition, rows_by_place: Rows, *, at: datetime
) -> None:
    for rank, (described, known_as) in enumerate(zip(found, recognition.ids, strict=True), start=1):
        rows = [rows_by_place[mention.document_id, mention.start, mention.end] for mention in described.mentions]
        id_ = known_as or create_pain_point(scan, at)
        Observation.create(
            scan=scan, pain_point=id_, rank=rank, group_number=rows[0].group_number, **to_columns(described)
        )
        rank_quotes(id_, [row.id for row in rows])


def _judge_movement(scan: Scan) -> None:
    """Compare this scan with the one before it, and the one after it, which ended first, with this one."""
    others = [other for other in finished_scans(series_of(scan)) if other.id != scan.id]
    scans = sorted([*others, scan], key=lambda one: (one.created_at, one.id))
    place = [one.id for one in scans].index(scan.id)
    following = scans_with_states(one.id for one in scans[place + 1 : place + 2])
    judge_movement(scans, {scan.id} | following)
