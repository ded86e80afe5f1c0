"""Documents, results, deletion, counts, keys: what the tables keep and forget."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models import claim as claims
from models.deletion import ScanIsRunning, delete_scan
from models.document import Document, ScanDocument, count_documents, documents_of, store_documents
from models.idempotency import find_key, remember_key
from models.installation import author_salt
from models.job import Job
from models.owner import LOCAL_OWNER_ID
from models.pain_point import Mention, Observation, PainPoint, rank_quotes, store_mentions
from models.queue_status import count_jobs
from models.results import forget_results
from models.scan import Scan
from models.worker import beat, forget_silent_workers, live_workers
from tests.factories import NOON, document_row, make_claim, make_job, make_scan

MENTION = {"category": "broken", "probability": 0.9, "intensity": 0.5, "intent_to_pay": 0.0}


def store_result(scan: Scan, document_id: str) -> PainPoint:
    store_mentions(scan.id, [{"document": document_id, "start": 0, "end": 4, **MENTION}])
    pain_point = PainPoint.create(id=f"p-{scan.id}", owner=LOCAL_OWNER_ID, question="", created_at=NOON)
    Observation.create(
        scan=scan, pain_point=pain_point, rank=1, name="Trips", category="broken", score=50.0, score_parts={},
        confidence_level="low", mentions=1, authors=1, authors_known=True, subreddits=[], first_seen_utc=1,
        last_seen_utc=1, trend=[],
    )  # fmt: skip
    rank_quotes(pain_point.id, [mention.id for mention in Mention.select().where(Mention.scan == scan)])
    return pain_point


def test_a_document_is_stored_once_and_its_text_stays():
    first, second = make_scan(), make_scan()
    store_documents(first.id, [document_row("t1_a"), document_row("t3_b")])
    store_documents(second.id, [document_row("t1_a", body="edited since")])
    assert Document.select().count() == 2
    assert Document.get_by_id("t1_a").body == "It trips the fuse every second firing."
    assert count_documents(first.id) == (1, 1)
    assert count_documents(second.id) == (0, 1)


def test_documents_come_in_batches_that_miss_and_repeat_nothing():
    scan = make_scan()
    store_documents(scan.id, [document_row(f"t1_{n:04}") for n in range(1_203)])
    batches = list(documents_of(scan.id, batch_size=500))
    assert [len(batch) for batch in batches] == [500, 500, 203]
    ids = [row.id for batch in batches for row in batch]
    assert ids == sorted(set(ids))
    resumed = [row.id for batch in documents_of(scan.id, after_id=ids[499], batch_size=500) for row in batch]
    assert resumed == ids[500:]


def test_storing_a_mention_twice_keeps_one():
    scan = make_scan()
    store_documents(scan.id, [document_row("t1_a")])
    for _ in range(2):
        store_mentions(scan.id, [{"document": "t1_a", "start": 0, "end": 4, **MENTION}])
    assert Mention.select().count() == 1


def test_forgetting_results_keeps_mentions_and_documents():
    scan = make_scan()
    store_documents(scan.id, [document_row("t1_a")])
    store_result(scan, "t1_a")
    forget_results(scan.id)
    assert (Observation.select().count(), PainPoint.select().count()) == (0, 0)
    assert Mention.get().pain_point_id is None


def test_deleting_a_scan_keeps_what_another_scan_saw():
    gone, kept = make_scan(), make_scan()
    store_documents(gone.id, [document_row("t1_only"), document_row("t1_both")])
    store_documents(kept.id, [document_row("t1_both")])
    store_result(gone, "t1_both")
    remember_key(LOCAL_OWNER_ID, "k", body_hash="h", scan_id=gone.id, now=NOON)
    delete_scan(gone.id)
    assert [row.id for row in Document.select()] == ["t1_both"]
    assert [row.scan_id for row in ScanDocument.select()] == [kept.id]
    assert (Mention.select().count(), PainPoint.select().count()) == (0, 0)
    assert find_key(LOCAL_OWNER_ID, "k", now=NOON) is None


def test_a_running_scan_is_not_deleted_and_an_ended_one_is_with_its_job():
    claim = make_claim()
    with pytest.raises(ScanIsRunning):
        delete_scan(claim.scan_id)
    claims.fail(claim, now=NOON, code="x", reason="no")
    delete_scan(claim.scan_id)
    assert Job.select().count() == 0


def test_counts_are_of_states_and_add_up():
    make_claim()
    make_job()
    make_job(not_before=NOON + timedelta(hours=1))
    for state in ("completed", "failed", "cancelled"):
        Job.update(state=state).where(Job.id == make_job().id).execute()
    counts = count_jobs(NOON)
    assert (counts.waiting, counts.delayed, counts.active) == (1, 1, 1)
    assert (counts.completed, counts.failed, counts.cancelled) == (1, 1, 1)
    assert counts.total == 5
    held_back = count_jobs(NOON, held_back=True)
    assert (held_back.waiting, held_back.delayed, held_back.total) == (0, 2, 5)


def test_a_key_is_honoured_for_a_day():
    scan = make_scan()
    remember_key(LOCAL_OWNER_ID, "k", body_hash="h", scan_id=scan.id, now=NOON)
    found = find_key(LOCAL_OWNER_ID, "k", now=NOON + timedelta(hours=24))
    assert found is not None
    assert found.body_hash == "h"
    assert find_key(LOCAL_OWNER_ID, "k", now=NOON + timedelta(hours=24, seconds=1)) is None


def test_the_salt_is_made_once():
    assert author_salt() == author_salt()
    assert len(author_salt()) == 32


def test_a_silent_worker_is_not_alive_and_later_forgotten():
    beat("w1", host="h", pid=1, now=NOON)
    beat("w1", host="h", pid=1, now=NOON + timedelta(seconds=5))
    assert [worker.id for worker in live_workers(NOON + timedelta(seconds=20))] == ["w1"]
    assert live_workers(NOON + timedelta(seconds=21)) == []
    forget_silent_workers(NOON + timedelta(minutes=6))
    assert live_workers(NOON) == []
