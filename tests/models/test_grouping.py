"""What is kept of a scan's groups."""

from __future__ import annotations

import pytest

from models.deletion import delete_scan
from models.document import store_documents
from models.grouping import Centroid, centroids_of, copies_of, replace_centroids, set_copies, set_groups
from models.owner import LOCAL_OWNER_ID
from models.pain_point import Mention, Observation, PainPoint, store_mentions
from models.scan import Scan
from tests.factories import NOON, document_row, make_scan

MENTION = {"start": 0, "end": 4, "category": "broken", "probability": 0.9, "intensity": 0.5, "intent_to_pay": 0.0}


def scan_with_mentions(*document_ids: str) -> Scan:
    scan = make_scan()
    store_documents(scan.id, [document_row(id_) for id_ in document_ids])
    store_mentions(scan.id, [{"document": id_, **MENTION} for id_ in document_ids])
    return scan


def observe(scan: Scan, id_: str, *, rank: int, group_number: int | None) -> None:
    pain_point = PainPoint.create(id=id_, owner=LOCAL_OWNER_ID, question="", created_at=NOON)
    Observation.create(
        scan=scan, pain_point=pain_point, rank=rank, group_number=group_number, name="Trips", category="broken",
        score=50.0, score_parts={}, confidence_level="low", mentions=1, authors=1, authors_known=True, subreddits=[],
        first_seen_utc=1, last_seen_utc=1, trend=[],
    )  # fmt: skip


def test_each_mention_gets_its_group_and_how_alike_it_is():
    scan, other = scan_with_mentions("t1_a", "t1_b", "t1_c"), scan_with_mentions("t1_a")
    a, b, c = Mention.select().where(Mention.scan == scan).order_by(Mention.document)
    set_groups([(a.id, 1, 0.75), (b.id, 0, 1.0), (c.id, 1, 0.5)])
    rows = Mention.select().where(Mention.scan == scan).order_by(Mention.document)
    assert [(row.group_number, row.similarity) for row in rows] == [(1, 0.75), (0, 1.0), (1, 0.5)]
    assert Mention.get(Mention.scan == other).group_number is None


def test_thousands_of_mentions_are_placed_at_once():
    scan = scan_with_mentions(*(f"t1_{n:04}" for n in range(1_203)))
    ids = [row.id for row in Mention.select().order_by(Mention.id)]
    set_groups((id_, n, n / 2_000) for n, id_ in enumerate(ids))
    found = {row.id: (row.group_number, row.similarity) for row in Mention.select().where(Mention.scan == scan)}
    assert found == {id_: (n, pytest.approx(n / 2_000)) for n, id_ in enumerate(ids)}


def test_a_copy_is_in_no_group_and_names_its_original():
    scan = scan_with_mentions("t1_a", "t1_b", "t1_c", "t1_d")
    set_groups((row.id, 0, 0.9) for row in Mention.select())
    set_copies(scan.id, {"t1_c": "t1_a", "t1_b": "t1_a"})
    copies = Mention.select().where(Mention.group_number.is_null())
    assert {(row.document_id, row.similarity, row.copy_of) for row in copies} == {
        ("t1_b", None, "t1_a"),
        ("t1_c", None, "t1_a"),
    }
    assert copies_of(scan.id, ["t1_a", "t1_d"]) == {"t1_a": ["t1_b", "t1_c"]}


def test_a_pain_points_centre_is_that_of_its_group():
    scan = scan_with_mentions("t1_a")
    for vectors in ([b"old"], [b"zero", b"one\x00", b"two"]):
        replace_centroids(scan.id, vectors)
    observe(scan, "p1", rank=1, group_number=2)
    observe(scan, "p2", rank=2, group_number=0)
    observe(scan, "p3", rank=3, group_number=None)
    assert centroids_of(scan.id) == {"p1": b"two", "p2": b"zero"}
    delete_scan(scan.id)
    assert Centroid.select().count() == 0
