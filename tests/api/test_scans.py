"""Creating, reading, listing and deleting scans."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from falcon.testing import Result

from models.document import Document, ScanDocument
from models.job import find_job
from models.owner import LOCAL_OWNER_ID
from models.pain_point import PainPoint
from models.scan import Scan, find_scan, replace_coverage
from tests.api.world import World, a_world, make_finished_scan, mention_count
from tests.factories import make_scan


def post(world: World, body: Mapping[str, object], *, key: str | None = None) -> Result:
    headers = {"Idempotency-Key": key} if key is not None else {}
    return world.client.simulate_post("/api/scans", json=body, headers=headers)


def test_it_queues_a_scan_and_says_where_to_follow_it(world: World) -> None:
    made = post(world, {"source": "sample"})

    assert made.status_code == 202
    assert made.headers["location"] == f"/api/scans/{made.json['id']}"
    assert made.json["job_id"] == f"scan-{made.json['id']}"
    assert world.dispatched == ["now"]
    shown = world.client.simulate_get(made.headers["location"]).json
    assert shown["status"] == "queued"
    assert shown["job_id"] == made.json["job_id"]
    names = ["posts", "comments", "duplicates", "other_languages", "mentions", "pain_points"]
    assert shown["counts"] == dict.fromkeys(names, 0)
    assert shown["error"] is None


def test_it_keeps_the_request_in_its_normal_form(world: World) -> None:
    body = {
        "source": "archive",
        "keywords": ["  Kiln   fuse "],
        "subreddits": ["r/Pottery", "/r/glaze", "de"],
        "range": {"from": "2026-01-01", "to": "2026-03-01T01:00:00+02:00"},
        "files": ["pottery.ndjson"],
        "limit_posts": 100,
        "limit_comments": 20,
        "include_nsfw": True,
    }
    made = post(world, body)
    assert made.status_code == 202, made.text

    shown = world.client.simulate_get(made.headers["location"]).json["request"]
    assert shown == {
        "source": "archive",
        "keywords": ["Kiln fuse"],
        "subreddits": ["Pottery", "glaze", "de"],
        "audience": None,
        "range": {"from": "2026-01-01T00:00:00Z", "to": "2026-02-28T23:00:00Z"},
        "files": ["pottery.ndjson"],
        "limit_posts": 100,
        "limit_comments": 20,
        "priority": "standard",
        "start_at": None,
        "include_nsfw": True,
    }


def test_scans_of_the_same_question_are_comparable_whatever_their_source_and_spelling(world: World) -> None:
    first = post(world, {"source": "sample", "keywords": ["Kiln", "glaze"], "subreddits": ["r/Pottery"]})
    second = post(world, {"source": "archive", "keywords": ["glaze", "kiln"], "subreddits": ["pottery"]})
    third = post(world, {"source": "sample", "keywords": ["glaze"], "subreddits": ["pottery", "kiln"]})

    questions = [Scan.get_by_id(made.json["id"]).question for made in (first, second, third)]
    assert questions[0] == questions[1] != questions[2]


def test_priority_and_start_reach_the_job(world: World) -> None:
    start = datetime(2100, 1, 1, tzinfo=UTC)
    made = post(world, {"source": "sample", "priority": "premium", "start_at": "2100-01-01t02:00:00+02:00"})
    job = find_job(made.json["job_id"], LOCAL_OWNER_ID)
    assert job is not None
    assert (job.priority, job.not_before) == (0, start)


def test_a_scan_shows_what_it_covered(world: World) -> None:
    shown = world.client.simulate_get(f"/api/scans/{world.finished.id}").json
    assert shown["coverage"] == [
        {
            "source": "sample",
            "target": "pottery",
            "asked": 30,
            "fetched": 25,
            "status": "capped",
            "reason": "Stopped at limit_posts.",
            "from": "2026-08-29T10:40:00Z",
            "to": "2026-08-30T10:40:00Z",
        }
    ]


def test_a_scan_shows_its_best_three_pain_points_wherever_it_is_shown(world: World) -> None:
    PainPoint.update(curated_name="Kilns trip fuses").where(PainPoint.id == f"{world.finished.id}-pain1").execute()
    PainPoint.update(rejected=True).where(PainPoint.id == f"{world.finished.id}-pain2").execute()
    best = [
        {"id": f"{world.finished.id}-pain1", "name": "Kilns trip fuses", "score": 90.0},
        {"id": f"{world.finished.id}-pain3", "name": "kiln trips the fuse 3", "score": 70.0},
        {"id": f"{world.finished.id}-pain4", "name": "kiln trips the fuse 4", "score": 60.0},
    ]
    assert world.client.simulate_get(f"/api/scans/{world.finished.id}").json["top_pain_points"] == best
    listed = {item["id"]: item["top_pain_points"] for item in world.client.simulate_get("/api/scans").json["items"]}
    assert listed == {world.finished.id: best, world.running.id: []}


def test_a_failed_scan_says_why_and_how_long_it_took(world: World) -> None:
    start = datetime(2026, 9, 1, 12, tzinfo=UTC)
    scan = make_scan(
        status="failed",
        error_code="nothing_to_read",
        error_message="The folder is empty.",
        error_stage="fetch_reddit",
        error_retryable=False,
        started_at=start,
        finished_at=start + timedelta(milliseconds=2_500),
        stage_seconds={"fetch_reddit": 2.4},
    )
    shown = world.client.simulate_get(f"/api/scans/{scan.id}").json
    assert shown["error"] == {
        "code": "nothing_to_read",
        "message": "The folder is empty.",
        "stage": "fetch_reddit",
        "retryable": False,
    }
    assert shown["timings"]["seconds"] == 2.5
    assert shown["timings"]["stages"] == {"fetch_reddit": 2.4}
    assert shown["timings"]["started_at"] == "2026-09-01T12:00:00Z"


def test_the_list_is_newest_first_and_filters_by_status(world: World) -> None:
    everything = world.client.simulate_get("/api/scans").json["items"]
    assert [item["id"] for item in everything] == [world.running.id, world.finished.id]
    assert "coverage" not in everything[0]
    completed = world.client.simulate_get("/api/scans?status=completed").json["items"]
    assert [item["id"] for item in completed] == [world.finished.id]


def test_deleting_a_scan_deletes_all_that_only_it_held(world: World) -> None:
    other = make_finished_scan(pain_points=1)
    shared = Document.select().join(ScanDocument).where(ScanDocument.scan == world.finished).first()
    ScanDocument.create(scan=other, document=shared)
    kept = {row.document_id for row in ScanDocument.select().where(ScanDocument.scan == other)}
    deleted = world.client.simulate_delete(f"/api/scans/{world.finished.id}")

    assert deleted.status_code == 204
    assert deleted.content == b""
    assert find_scan(world.finished.id, LOCAL_OWNER_ID) is None
    assert mention_count(world.finished) == 0
    assert {row.id for row in Document.select()} == kept
    assert mention_count(other) == 5
    assert world.client.simulate_delete(f"/api/scans/{world.finished.id}").status_code == 404


def test_a_waiting_scan_can_be_deleted_with_its_job(world: World) -> None:
    made = post(world, {"source": "sample"}, key="deleted")
    assert world.client.simulate_delete(made.headers["location"]).status_code == 204
    assert find_job(made.json["job_id"], LOCAL_OWNER_ID) is None
    assert post(world, {"source": "sample"}, key="deleted").json["id"] != made.json["id"]


@pytest.mark.parametrize(
    ("source", "range_"), [("archive", "all"), ("sample", "all"), ("arctic_shift", "30d"), ("reddit", "30d")]
)
def test_every_source_is_taken_with_the_range_that_suits_it(tmp_path: Path, source: str, range_: str) -> None:
    with a_world(tmp_path, reddit_client_id="id", reddit_client_secret="secret") as world:
        made = post(world, {"source": source, "subreddits": ["pottery"]})
        assert made.status_code == 202
        assert world.client.simulate_get(made.headers["location"]).json["request"]["range"] == range_


def test_coverage_says_what_was_not_in_english(world: World) -> None:
    stats = {"other_languages": {"Pottery": 2, "glaze": 5}}
    Scan.update(other_languages=7, corpus_stats=stats).where(Scan.id == world.finished.id).execute()

    def reasons() -> dict[str, str | None]:
        shown = world.client.simulate_get(f"/api/scans/{world.finished.id}").json
        assert shown["counts"]["other_languages"] == 7
        return {entry["target"]: entry["reason"] for entry in shown["coverage"]}

    assert reasons() == {"pottery": "Stopped at limit_posts.; 7 not in English and left unread"}
    entry = {"asked": 1, "fetched": 1, "status": "complete", "reason": None, "from_utc": None, "to_utc": None}
    replace_coverage(world.finished.id, [{"target": name, **entry} for name in ("pottery", "glaze", "kilns")])
    assert reasons() == {
        "pottery": "2 not in English and left unread",
        "glaze": "5 not in English and left unread",
        "kilns": None,
    }
