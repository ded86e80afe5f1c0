"""The drilled stages: pages with checkpoints, rows in the real tables, and an effect for each transaction."""

from __future__ import annotations

import secrets
import time
from typing import Any

from actors.run import Run
from models.clock import now
from models.document import count_documents, store_documents
from models.pain_point import Observation, PainPoint
from tests.chaos.drill.trouble import meet_doom, meet_trouble
from tests.chaos.effects import END, Effect
from tests.chaos.plan import Plan, read_plan

STEP_S = 0.02


def fetch(run: Run) -> None:
    """Store a post for each page."""
    plan = read_plan(run.scan.request)
    for page in _pages(run, plan):
        with run.saving({"page": page + 1}, done=(page + 1) / plan.pages):
            store_documents(run.scan.id, [_post(run.scan.id, page)])
            _leave_effect(run, page)
    posts, comments = count_documents(run.scan.id)
    with run.handing_over(posts=posts, comments=comments):
        _leave_effect(run, END)
    meet_doom(run, plan)


def think(run: Run) -> None:
    """Take some time, as two stages do."""
    plan = read_plan(run.scan.request)
    for page in _pages(run, plan):
        with run.saving({"page": page + 1}, done=(page + 1) / plan.pages):
            _leave_effect(run, page)
    with run.handing_over():
        _leave_effect(run, END)
    meet_doom(run, plan)


def store(run: Run) -> None:
    """End the scan with one pain point; a second one would not be refused, but stand beside it."""
    plan = read_plan(run.scan.request)
    for page in _pages(run, plan):
        with run.saving({"page": page + 1}, done=(page + 1) / plan.pages):
            _leave_effect(run, page)
    with run.completing(status="completed", pain_points=1):
        _store_pain_point(run)
        _leave_effect(run, END)
    meet_doom(run, plan)


def _pages(run: Run, plan: Plan) -> Any:
    """Yield the pages that are left, each after its time, behind the trouble that waits in this stage."""
    meet_trouble(run, plan)
    for page in range((run.cursor or {"page": 0})["page"], plan.pages):
        ends_at = time.monotonic() + plan.page_ms / 1000
        while (left_s := ends_at - time.monotonic()) > 0:
            run.checkpoint()
            time.sleep(min(STEP_S, left_s))
        yield page


def _leave_effect(run: Run, page: int) -> None:
    Effect.create(scan_id=run.claim.scan_id, stage=run.claim.stage, page=page, worker=run.claim.worker)


def _post(scan_id: str, page: int) -> dict[str, Any]:
    return {
        "id": f"t3_{scan_id}{page}",
        "subreddit": "drills",
        "title": f"Page {page}",
        "body": "The drill bit breaks in the third hole.",
        "created_utc": 1_788_000_000 + page,
        "permalink": f"https://www.reddit.com/r/drills/comments/{scan_id}{page}/_/",
        "fetched_at": now(),
    }


def _store_pain_point(run: Run) -> None:
    scan = run.scan
    pain_point = PainPoint.create(
        id=secrets.token_hex(8), owner=scan.owner_id, question=scan.question, created_at=now()
    )
    Observation.create(
        scan=scan,
        pain_point=pain_point,
        rank=Observation.select().where(Observation.scan == scan).count() + 1,
        name="Drill bits break",
        category="broken",
        score=50.0,
        score_parts={},
        confidence_level="low",
        mentions=1,
        authors=1,
        authors_known=True,
        subreddits=[{"name": "drills", "mentions": 1}],
        first_seen_utc=1_788_000_000,
        last_seen_utc=1_788_000_000,
        trend=[],
    )
