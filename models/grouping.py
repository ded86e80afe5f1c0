"""What `cluster` found in a scan: the group of each mention, the centre of each group, and what is a copy of what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from peewee import BlobField, CompositeKey, ForeignKeyField, IntegerField, ValuesList, chunked

from models.database import Table
from models.pain_point import ROWS_PER_INSERT, Mention, Observation
from models.scan import Scan


class Centroid(Table):
    """The centre of a group: little-endian float16, unit length, of the scan's encoder."""

    scan = ForeignKeyField(Scan, on_delete="CASCADE", index=False)
    group_number = IntegerField()
    vector = BlobField()

    class Meta:
        primary_key = CompositeKey("scan", "group_number")


def set_groups(groups: Iterable[tuple[int, int, float]]) -> None:
    """Set what is known of grouped mentions, given as (mention id, group number, similarity to the group's centre)."""
    for batch in chunked(groups, ROWS_PER_INSERT):
        found = ValuesList(list(batch), alias="found")
        id_, number, similarity = (getattr(found.c, f"column{place}") for place in (1, 2, 3))
        Mention.update(group_number=number, similarity=similarity, copy_of=None).from_(found).where(
            Mention.id == id_
        ).execute()


def set_copies(scan_id: str, copies: Mapping[str, str]) -> None:
    """Take the mentions in copies of documents out of every group; `copies` maps each to its original."""
    for batch in chunked(copies.items(), ROWS_PER_INSERT):
        found = ValuesList(list(batch), alias="found")
        Mention.update(group_number=None, similarity=None, copy_of=found.c.column2).from_(found).where(
            Mention.scan == scan_id, Mention.document == found.c.column1
        ).execute()


def replace_centroids(scan_id: str, vectors: Iterable[bytes]) -> None:
    """Store the centres of a scan's groups, in the order of their numbers."""
    Centroid.delete().where(Centroid.scan == scan_id).execute()
    rows = [{"scan": scan_id, "group_number": number, "vector": vector} for number, vector in enumerate(vectors)]
    for batch in chunked(rows, ROWS_PER_INSERT):
        Centroid.insert_many(batch).execute()


def centroids_of(scan_id: str) -> dict[str, bytes]:
    """Return the centre of each pain point of a scan; none for one seen before centres were kept."""
    joined = (Centroid.scan == Observation.scan) & (Centroid.group_number == Observation.group_number)
    query = Observation.select(Observation.pain_point, Centroid.vector).join(Centroid, on=joined)
    rows: list[Any] = list(query.where(Observation.scan == scan_id).tuples())
    return {pain_point_id: bytes(vector) for pain_point_id, vector in rows}


def copies_of(scan_id: str, document_ids: Iterable[str]) -> dict[str, list[str]]:
    """Return the documents that a scan left out as copies of these, by original; only such as state a pain too."""
    copies: dict[str, set[str]] = defaultdict(set)
    for batch in chunked(document_ids, ROWS_PER_INSERT):
        rows = Mention.select().where(Mention.scan == scan_id, Mention.copy_of.in_(list(batch)))
        for row in rows:
            copies[str(row.copy_of)].add(row.document_id)
    return {original: sorted(found) for original, found in copies.items()}
