"""0003 on a database that holds results of the version before."""

from __future__ import annotations

from pathlib import Path

import pytest
from playhouse.migrations import Runner
from playhouse.schema_diff import diff_models

from models import schema
from models.database import connect, database
from models.grouping import centroids_of
from models.pain_point import Mention, Observation
from models.tables import TABLES
from tests.databases import empty_database

PARTS = '{"intent_to_pay": {"value": 0.4, "weight": 10, "points": 4, "reason": "2 mentions"}}'


@pytest.fixture
def older(tmp_path: Path) -> None:
    connect(empty_database(tmp_path))
    Runner(database.obj, str(schema.MIGRATIONS)).up("0002_queue_control")
    for statement in (
        "INSERT INTO scan (id, owner_id, source, question, request, status, progress, posts, comments, duplicates, "
        "mentions, pain_points, stage_seconds, created_at) "
        "VALUES ('s', 1, 'sample', '', '{}', 'completed', 100, 1, 0, 0, 2, 2, '{}', 1)",
        "INSERT INTO document (id, subreddit, title, body, created_utc, permalink, is_bot, over_18, fetched_at) "
        "VALUES ('t3_a', 'pottery', 'A kiln', 'trips', 1, '/a', false, false, 1)",
        "INSERT INTO pain_point (id, owner_id, question, created_at) VALUES ('p', 1, '', 1), ('q', 1, '', 1)",
        'INSERT INTO mention (scan_id, document_id, start, "end", category, probability, intensity, intent_to_pay, '
        "group_number, pain_point_id, rank) VALUES ('s', 't3_a', 0, 6, 'broken', 0.9, 0.5, 0, 0, 'p', 1)",
        *(
            "INSERT INTO observation (scan_id, pain_point_id, rank, name, category, score, score_parts, "
            "confidence_level, mentions, authors, authors_known, subreddits, first_seen_utc, last_seen_utc, trend) "
            f"VALUES ('s', '{id_}', {rank}, 'Kiln', 'broken', 50, '{parts}', 'low', 1, 1, true, '[]', 1, 1, '[]')"
            for id_, rank, parts in (("p", 1, PARTS), ("q", 2, "{}"))
        ),
    ):
        database.execute_sql(statement)


@pytest.mark.usefixtures("older")
def test_older_results_stay_and_learn_their_intent_to_pay():
    assert schema.migrate() == ["0003_evidence", "0004_curation", "0005_originals"]
    assert not str(diff_models(database.obj, list(TABLES))).strip()
    seen = list(Observation.select().order_by(Observation.rank))
    assert [(row.pain_point_id, row.intent_to_pay, row.group_number) for row in seen] == [
        ("p", 0.4, None),
        ("q", 0, None),
    ]
    mention = Mention.get()
    assert (mention.reasons, mention.similarity, mention.copy_of) == (None, None, None)
    assert mention.found_in == "p"
    assert centroids_of("s") == {}
