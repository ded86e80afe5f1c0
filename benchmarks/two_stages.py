"""Run the first two stages of a scan of ARCHIVE_DIR in this process, and print what they took as JSON."""

from __future__ import annotations

import json
import resource
from datetime import timedelta

import logs
from actors.run import Run
from actors.stages.fetch import fetch
from actors.stages.preprocess import preprocess
from models.claim import claim_stage
from models.clock import now
from models.database import connect
from models.job import create_job
from models.owner import LOCAL_OWNER_ID
from models.pain_point import Mention
from models.scan import Scan, new_scan_id
from models.schema import migrate
from models.waiting_line import start_next
from settings import load_settings


def main() -> None:
    logs.configure(load_settings())
    connect(load_settings().db_url)
    migrate()
    scan = Scan.create(
        id=new_scan_id(), owner=LOCAL_OWNER_ID, source="archive", question="", request={}, created_at=now()
    )
    job = create_job(scan, priority="standard", not_before=None, now=now())
    start_next(slots=1, starts_per_window=1, now=now())
    for stage, work in (("fetch_reddit", fetch), ("preprocess_nlp", preprocess)):
        claim = claim_stage(scan.id, job.run_token, stage, worker="bench", lease=timedelta(hours=6), now=now())
        assert claim is not None
        work(Run(claim))
    scan = Scan.get_by_id(scan.id)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {"documents": scan.posts + scan.comments, "mentions": Mention.select().count(), "peak_mb": peak_mb}
    print(json.dumps({**found, **scan.stage_seconds}))


if __name__ == "__main__":
    main()
