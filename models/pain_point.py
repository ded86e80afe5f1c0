"""Pain points, what one scan saw of each, and the mentions that they are made of."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from peewee import (
    AutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    CompositeKey,
    FloatField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    TextField,
    ValuesList,
    chunked,
)

from models.database import InstantField, Table
from models.document import Document
from models.owner import Owner
from models.scan import Scan

ROWS_PER_INSERT = 500


class PainPoint(Table):
    """A problem that people share. Its id outlives the scan that first saw it, and so does what people make of it."""

    id = CharField(primary_key=True)
    owner = ForeignKeyField(Owner)
    question = TextField(index=True)
    created_at = InstantField()
    curated_name = TextField(null=True)
    starred = BooleanField(default=False)
    rejected = BooleanField(default=False)
    note = TextField(null=True)


class Observation(Table):
    """What one scan saw of one pain point. `rank` counts from 1, best first; `group_number` is that of its mentions.

    `state` says how it moved since the scan before: `pipeline.match_state.State`, null where there was none.
    """

    scan_id: str
    scan = ForeignKeyField(Scan, on_delete="CASCADE", index=False)
    pain_point_id: str
    pain_point = ForeignKeyField(PainPoint)
    rank = IntegerField()
    group_number = IntegerField(null=True)
    name = TextField()
    category = CharField()
    score = FloatField()
    score_parts = JSONField()
    intent_to_pay = FloatField(default=0.0)
    confidence_level = CharField()
    mentions = IntegerField()
    authors = IntegerField()
    authors_known = BooleanField()
    subreddits = JSONField()
    first_seen_utc = BigIntegerField()
    last_seen_utc = BigIntegerField()
    trend = JSONField()
    state = CharField(null=True)

    @property
    def shown_name(self) -> str:
        """The name that people gave it, else the engine's."""
        return self.pain_point.curated_name or self.name

    class Meta:
        primary_key = CompositeKey("scan", "pain_point")
        indexes = ((("scan", "rank"), True),)


class Mention(Table):
    """A span of a document that states a pain: characters `start` to `end` of the document's text.

    `group_number` is what `cluster` found and `similarity` the cosine with that group's centre, both null in a copy of
    another document, which `copy_of` names. `rank` orders a pain point's quotes. `reasons` are `pipeline.types.Reasons`
    as JSON. `found_in` is the id of the pain point that the engine put it in, `pain_point` where people left it.
    """

    id = AutoField()
    scan = ForeignKeyField(Scan, on_delete="CASCADE", index=False)
    document_id: str
    document = ForeignKeyField(Document)
    start = IntegerField()
    end = IntegerField()
    category = CharField()
    probability = FloatField()
    intensity = FloatField()
    intent_to_pay = FloatField()
    reasons = JSONField(null=True)
    group_number = IntegerField(null=True)
    similarity = FloatField(null=True)
    copy_of = CharField(null=True)
    pain_point_id: str | None
    pain_point = ForeignKeyField(PainPoint, null=True)
    rank = IntegerField(null=True)
    found_in = CharField(null=True)

    class Meta:
        indexes = ((("scan", "document", "start", "end"), True), (("scan", "pain_point", "rank"), False))


def store_mentions(scan_id: str, rows: list[dict[str, Any]]) -> None:
    for batch in chunked(rows, ROWS_PER_INSERT):
        Mention.insert_many([{"scan": scan_id, **row} for row in batch]).on_conflict_ignore().execute()


def forget_mentions(scan_id: str) -> None:
    Mention.delete().where(Mention.scan == scan_id).execute()


def mentions_of(scan_id: str) -> list[Mention]:
    """Return a scan's mentions in the order of their documents and places."""
    return list(Mention.select().where(Mention.scan == scan_id).order_by(Mention.document, Mention.start, Mention.end))


def create_pain_point(scan: Scan, at: datetime) -> str:
    """Make a pain point of a scan's question and return its id."""
    id_ = secrets.token_hex(8)
    PainPoint.create(id=id_, owner=scan.owner_id, question=scan.question, created_at=at)
    return id_


def rank_quotes(pain_point_id: str, mention_ids: list[int]) -> None:
    """Give mentions to a pain point, in the order in which they are quoted."""
    for batch in chunked(enumerate(mention_ids, start=1), ROWS_PER_INSERT):
        given = ValuesList(list(batch), alias="given")
        Mention.update(pain_point=pain_point_id, found_in=pain_point_id, rank=given.c.column1).from_(given).where(
            Mention.id == given.c.column2
        ).execute()


def find_ranked(scan_id: str, rank: int) -> Observation | None:
    """Return what a scan saw at a rank, with the pain point."""
    query = Observation.select(Observation, PainPoint).join(PainPoint)
    return query.where(Observation.scan == scan_id, Observation.rank == rank).get_or_none()


def find_observation(scan_id: str, pain_point_id: str) -> Observation | None:
    """Return what a scan saw of a pain point, with the pain point."""
    query = Observation.select(Observation, PainPoint).join(PainPoint)
    return query.where(Observation.scan == scan_id, Observation.pain_point == pain_point_id).get_or_none()


def quotes_of(scan_id: str, pain_point_ids: list[str]) -> Iterator[Mention]:
    """Yield the mentions of pain points with their documents, best first."""
    yield from (
        Mention.select(Mention, Document)
        .join(Document)
        .where(Mention.scan == scan_id, Mention.pain_point.in_(pain_point_ids))
        .order_by(Mention.pain_point, Mention.rank)
    )


def places_of(scan_id: str) -> dict[str, list[tuple[str, int, int]]]:
    """Return the places of each pain point's mentions in a scan (document, start, end), the pain points best first."""
    seen: Any = Observation.select(Observation.pain_point).where(Observation.scan == scan_id).order_by(Observation.rank)
    places: dict[str, list[tuple[str, int, int]]] = {id_: [] for (id_,) in seen.tuples()}
    # Tuples, since their reasons make up most of the rows.
    said: Any = Mention.select(Mention.pain_point, Mention.document, Mention.start, Mention.end)
    said = said.where(Mention.scan == scan_id, Mention.pain_point.is_null(False))
    for id_, document, start, end in said.order_by(Mention.document, Mention.start, Mention.end).tuples():
        if id_ in places:
            places[id_].append((document, start, end))
    return places
