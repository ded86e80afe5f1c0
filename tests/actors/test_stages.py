"""The four stages on a small archive: what they store beside the pain points."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from actors.results import result_of
from actors.run import Run
from actors.stages import run_stage
from api.pain_points import explain_observation
from models.claim import claim_stage
from models.clock import now
from models.grouping import Centroid
from models.job import STAGES, Job
from models.pain_point import Mention, Observation, find_observation
from models.scan import Scan
from models.waiting_line import start_next
from pipeline import second_opinion
from pipeline.match import match
from settings import load_settings
from tests.factories import LEASE, make_job

POSTS = [
    "The export crashes every time I save a long table and I lose an hour.",
    "Exporting my table crashes again, I would gladly pay for a tool that works.",
    "I hate that the export of long tables crashes whenever I use the new version here.",
    "I hate that the export of long tables crashes whenever I use the new version here.",
    "The subscription is far too expensive for what it does, I can't afford it any more.",
    "Seit dem letzten Update stürzt das Programm jedes Mal ab, wenn ich speichern will.",
]


@pytest.fixture
def scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scan]:
    with archive_of_posts(tmp_path, monkeypatch):
        yield run_all_stages()


@contextmanager
def archive_of_posts(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put the posts into an archive folder of their own."""
    monkeypatch.setenv("DATA_DIR", str(data_dir))
    load_settings.cache_clear()
    folder = load_settings().archives
    folder.mkdir()
    rows = [
        {"name": f"t3_{n}", "title": "Trouble", "selftext": text, "subreddit": "tools", "author": f"u{n}",
         "created_utc": 1_700_000_000 + n, "score": n}
        for n, text in enumerate(POSTS)
    ]  # fmt: skip
    (folder / "posts.ndjson").write_text("\n".join(map(json.dumps, rows)))
    yield
    load_settings.cache_clear()


def run_all_stages(runs: type[Run] = Run) -> Scan:
    job = make_job(at=now())
    Scan.update(source="archive", request={"source": "archive"}).where(Scan.id == job.scan_id).execute()
    start_next(slots=100, starts_per_window=1_000, now=now())
    for stage in STAGES:
        token = Job.get_by_id(job.id).run_token
        claim = claim_stage(job.scan_id, token, stage, worker="worker-1", lease=LEASE, now=now())
        assert claim is not None
        run_stage(runs(claim))
    return Scan.get_by_id(job.scan_id)


def test_other_languages_are_counted_and_say_nothing(scan: Scan):
    assert (scan.status, scan.posts, scan.other_languages) == ("completed", 6, 1)
    assert Mention.select().where(Mention.document == "t3_5").count() == 0


def test_every_mention_keeps_why_it_was_taken_and_how_alike_it_is(scan: Scan):
    rows = list(Mention.select().where(Mention.scan == scan, Mention.pain_point.is_null(False)))
    assert rows
    for row in rows:
        logit = row.reasons["bias"] + sum(part for _, part in row.reasons["contributions"]) + row.reasons["rest"]
        assert 1 / (1 + math.exp(-logit)) >= row.reasons["threshold"] - 0.001
        assert row.similarity is not None
        assert 0 < row.similarity <= 1


def test_only_a_scan_that_is_small_enough_is_read_twice(scan: Scan, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(second_opinion, "MOST_DOCUMENTS", scan.posts - 1)
    assert _asked_for_a_second_opinion(scan)
    assert not _asked_for_a_second_opinion(run_all_stages())


def _asked_for_a_second_opinion(scan: Scan) -> bool:
    features = [
        name for row in Mention.select().where(Mention.scan == scan) for name, _ in row.reasons["contributions"]
    ]
    assert features
    return any(name.startswith("second_") for name in features)


def test_a_copy_names_its_original(scan: Scan):
    copies = Mention.select().where(Mention.scan == scan, Mention.copy_of.is_null(False))
    assert {(row.document_id, row.copy_of, row.group_number) for row in copies} == {("t3_3", "t3_2", None)}
    assert scan.duplicates == 1


def test_every_pain_point_has_a_centre_of_the_scans_encoder(scan: Scan):
    seen = list(Observation.select().where(Observation.scan == scan))
    vectors = [np.frombuffer(row.vector, dtype="<f2") for row in Centroid.select().where(Centroid.scan == scan)]
    assert len(vectors) == len(seen) == scan.pain_points
    assert scan.encoder == "minilm"
    assert all(np.linalg.norm(vector) == pytest.approx(1, abs=0.01) for vector in vectors)
    assert all(row.intent_to_pay == row.score_parts["intent_to_pay"]["value"] for row in seen)


def test_what_was_stored_explains_the_best_pain_point(scan: Scan):
    best = Observation.get(Observation.scan == scan, Observation.rank == 1)
    seen = find_observation(scan.id, best.pain_point_id)
    assert seen is not None
    explanation = explain_observation(scan.id, seen)
    assert sum(part.points for part in explanation.score_parts.values()) == pytest.approx(explanation.score, abs=0.06)
    copies = {copy for mention in explanation.mentions for copy in mention.copies}
    assert copies == {"t3_3"}
    assert all(mention.cues and mention.cues[0].meaning for mention in explanation.mentions)


def test_two_scans_of_the_same_documents_match_pain_by_pain(scan: Scan):
    again = run_all_stages()
    matching = match(result_of(scan), result_of(again))
    assert (matching.new, matching.gone) == ((), ())
    assert len(matching.pairs) == scan.pain_points
    assert {pair.state for pair in matching.pairs} == {"steady"}
    assert all(pair.shared and pair.similarity == pytest.approx(1, abs=0.001) for pair in matching.pairs)
