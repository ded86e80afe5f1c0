"""What the engine reaches on texts it was not made for; these figures must not fall."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sklearn.metrics import roc_auc_score
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from commands.archive_reading import ArchiveReading
from pipeline.analyse import analyse
from pipeline.evaluate import evaluate_cluster, evaluate_detect
from pipeline.name_words import stands_in

DATA = Path(__file__).resolve().parents[2] / "../shared/data"
pytestmark = [pytest.mark.shared_data, pytest.mark.skipif(not DATA.exists(), reason="no evaluation data here")]


def rows(name: str, count: int) -> list[dict]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[:: max(1, len(lines) // count)]]


@pytest.mark.parametrize(
    ("name", "kind", "least_auc"),
    [
        ("detect/airline_reasons.ndjson", "pain", 0.80),
        ("detect/wgu_dev.ndjson", "pain", 0.64),
        ("detect/suggestions_train.ndjson", "wish", 0.84),
    ],
)
def test_detection_holds_its_ground_and_beats_a_sentiment_lexicon(name: str, kind, least_auc: float):
    texts = rows(name, 1000)
    vader = SentimentIntensityAnalyzer()
    lexicon = roc_auc_score(
        [row["label"] for row in texts], [-vader.polarity_scores(row["text"])["compound"] for row in texts]
    )
    auc = evaluate_detect(texts, kind)[1]["auc"]
    assert auc is not None
    assert auc > max(least_auc, lexicon)


@pytest.mark.parametrize(
    ("name", "encoder", "least_bcubed"),
    [
        ("cluster/hwu64_test.ndjson", "static", 0.50),
        ("cluster/app_review_issues.ndjson", "static", 0.65),
        ("cluster/app_review_issues.ndjson", "minilm", 0.70),
    ],
)
def test_grouping_holds_its_ground(name: str, encoder, least_bcubed: float):
    bcubed = evaluate_cluster(rows(name, 10_000), encoder)[1]["bcubed_f1"]
    assert bcubed is not None
    assert bcubed >= least_bcubed


def test_the_first_quote_of_every_real_pain_point_holds_its_name():
    threads = ArchiveReading(sorted((DATA / "reddit").glob("everlane*")))
    for pain in analyse(threads.documents(), encoder="static").pain_points:
        assert stands_in(pain.name, pain.mentions[0].text)
