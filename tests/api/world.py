"""An API on a database of its own, with a finished scan, a running one, and an archive file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import falcon
from falcon import Request, Response
from falcon.testing import TestClient

from actors.broker import QueueDepth
from api.app import create_app
from models import clock
from models.claim import Claim, claim_stage, complete, fail
from models.clock import now
from models.database import close_all_connections, connect, transaction
from models.document import store_documents
from models.job import Job, create_job
from models.owner import LOCAL_OWNER_ID
from models.pain_point import Mention, Observation, PainPoint, store_mentions
from models.recovery import fail_scan
from models.scan import Scan, replace_coverage
from models.tables import TABLES
from models.waiting_line import start_next
from settings import Settings
from tests.databases import migrated_database
from tests.factories import LEASE, document_row, make_scan

HOST = {"Host": "127.0.0.1:8000"}
ARCHIVE_FILE = "pottery.ndjson"
DAY_S = 86_400
FIRST_UTC = 1_788_000_000


@dataclass
class World:
    app: falcon.App[Request, Response]
    client: TestClient
    settings: Settings
    database_url: str
    finished: Scan
    running: Scan
    dispatched: list[str]

    def rows(self) -> dict[str, int]:
        return {table.__name__: table.select().count() for table in TABLES}


@contextmanager
def a_world(folder: Path, **settings: Any) -> Iterator[World]:
    """Build everything in `folder`."""
    url = migrated_database(folder)
    connect(url)
    (folder / "secret.csv").write_text("not of the archive")
    values = Settings(_env_file=None, data_dir=folder, **settings)
    values.archives.mkdir()
    (values.archives / ARCHIVE_FILE).write_text("{}\n")
    (values.archives / "outside.csv").symlink_to(folder / "secret.csv")
    dispatched: list[str] = []
    app = create_app(
        values,
        dispatch=lambda: dispatched.append("now"),
        broker_problem=lambda: None,
        queue_depths=lambda: [QueueDepth("scans", waiting=1, delayed=2, dead=0)],
    )
    client = TestClient(app, headers=HOST)
    yield World(app, client, values, url, make_finished_scan(pain_points=5), make_running_scan(), dispatched)
    close_all_connections()
    clock.forget()


def make_waiting_scan(*, priority: str = "standard", not_before: datetime | None = None) -> Scan:
    scan = make_scan(at=now(), request={"source": "sample", "priority": priority})
    create_job(scan, priority=priority, not_before=not_before, now=now())
    return scan


def make_running_scan() -> Scan:
    """A scan that holds a slot, its first stage ready to be claimed. No other may wait before it."""
    scan = make_waiting_scan(priority="premium")
    started = start_next(slots=100, starts_per_window=1_000, now=now())
    assert started is not None
    assert started.scan_id == scan.id
    return Scan.get_by_id(scan.id)


def make_claimed_scan(*, worker: str = "worker-1") -> Claim:
    """A scan whose first stage a worker runs. No other may wait before it."""
    scan = make_running_scan()
    claim = claim_stage(scan.id, scan_run_token(scan), "fetch_reddit", worker=worker, lease=LEASE, now=now())
    assert claim is not None
    return claim


def make_failed_scan(*, at: datetime | None = None) -> Scan:
    claim, ended_at = make_claimed_scan(), at or now()
    with transaction():
        fail(claim, now=ended_at, code="disk_full", reason="The disk was full.")
        fail_scan(
            claim.scan_id, code="disk_full", message="The disk was full.", stage=claim.stage, retryable=True,
            now=ended_at,
        )  # fmt: skip
    return Scan.get_by_id(claim.scan_id)


def make_completed_job() -> Scan:
    """A completed scan whose job is still kept."""
    claim = make_claimed_scan()
    with transaction():
        complete(claim, now=now())
        Scan.update(status="completed", finished_at=now()).where(Scan.id == claim.scan_id).execute()
    return Scan.get_by_id(claim.scan_id)


def scan_run_token(scan: Scan) -> str:
    return str(Job.get(Job.scan == scan).run_token)


def make_finished_scan(*, pain_points: int, quotes: int = 5) -> Scan:
    """A completed scan: pain point 1 is the best, with a score of 90, and each next has 10 less."""
    scan = make_scan(at=now() - timedelta(hours=1), status="completed", progress=100, pain_points=pain_points)
    replace_coverage(
        scan.id,
        [
            {
                "target": "pottery",
                "asked": 30,
                "fetched": 25,
                "status": "capped",
                "reason": "Stopped at limit_posts.",
                "from_utc": FIRST_UTC,
                "to_utc": FIRST_UTC + DAY_S,
            }
        ],
    )
    for rank in range(1, pain_points + 1):
        _store_pain_point(scan, rank, quotes)
    return scan


def _store_pain_point(scan: Scan, rank: int, quotes: int) -> None:
    pain_point = PainPoint.create(id=f"{scan.id}-pain{rank}", owner=LOCAL_OWNER_ID, question="", created_at=now())
    subreddit = "Pottery" if rank % 2 else "glaze"
    Observation.create(
        scan=scan,
        pain_point=pain_point,
        rank=rank,
        name=f"kiln trips the fuse {rank}",
        category="broken" if rank <= 2 else "wish",
        score=100.0 - 10 * rank,
        score_parts={"spread": {"value": 0.5, "weight": 20.0, "points": 10.0, "reason": "1 subreddit"}},
        intent_to_pay=0.25,
        confidence_level="medium",
        mentions=quotes,
        authors=quotes,
        authors_known=True,
        subreddits=[{"name": subreddit, "mentions": quotes}],
        first_seen_utc=FIRST_UTC,
        last_seen_utc=FIRST_UTC + DAY_S,
        trend=[
            {
                "start_utc": FIRST_UTC,
                "end_utc": FIRST_UTC + DAY_S,
                "mentions": quotes,
                "documents": 10 * quotes,
                "share": 0.1,
            }
        ],
    )
    ids = [f"t3_{scan.id}{rank}{number}" for number in range(1, quotes + 1)]
    store_documents(scan.id, [document_row(id_, subreddit=subreddit, created_utc=FIRST_UTC) for id_ in ids])
    store_mentions(scan.id, [_mention_row(id_, pain_point, number) for number, id_ in enumerate(ids, start=1)])


def _mention_row(document_id: str, pain_point: PainPoint, rank: int) -> dict[str, Any]:
    return {
        "document": document_id,
        "start": 2,
        "end": 27,
        "category": "broken",
        "probability": 0.9,
        "intensity": 0.5,
        "intent_to_pay": 0.0,
        "group_number": rank,
        "pain_point": pain_point,
        "found_in": pain_point.id,
        "rank": rank,
    }


def mention_count(scan: Scan) -> int:
    return Mention.select().where(Mention.scan == scan).count()
