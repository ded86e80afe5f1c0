from __future__ import annotations

import pytest

from pipeline import second_opinion
from pipeline.evaluate import evaluate_cluster, evaluate_detect
from pipeline.metrics import detection_metrics, grouping_metrics

ROWS = [
    {"text": "The app keeps crashing and I can't open my files.", "label": 1},
    {"text": "What a lovely photo!", "label": 0},
]


def test_one_pain_makes_a_text_one_and_talk_around_it_only_a_little_less_so():
    alone, _ = evaluate_detect(ROWS)
    among, _ = evaluate_detect([{"text": f"Hello. {ROWS[0]['text']} Bye.", "label": 1}])
    assert [row["label"] for row in [*alone, *among]] == [1, 0, 1]
    assert alone[0]["score"] > among[0]["score"] > alone[1]["score"]


def test_more_texts_than_can_be_read_twice_are_read_once(monkeypatch: pytest.MonkeyPatch):
    twice, _ = evaluate_detect(ROWS)
    monkeypatch.setattr(second_opinion, "MOST_DOCUMENTS", len(ROWS) - 1)
    once, _ = evaluate_detect(ROWS)
    assert [row["label"] for row in once] == [row["label"] for row in twice] == [1, 0]
    assert once[0]["score"] != twice[0]["score"]


def test_two_pains_are_surer_than_one():
    text = "The printer jams on every page."
    one, two = evaluate_detect([{"text": text}, {"text": f"{text} The scanner is broken too."}])[0]
    assert two["score"] > one["score"]


def test_labels_are_not_read_for_predicting():
    predictions, _ = evaluate_detect(ROWS)
    for label in (0, "x", ["a"], None):
        assert evaluate_detect([{**row, "label": label} for row in ROWS])[0] == predictions


def test_labels_may_be_strings_and_lists_of_them():
    rows = [{**ROWS[0], "label": ["ERROR", "UI"]}, {**ROWS[1], "label": ["OTHER"]}]
    assert evaluate_detect(rows, positive={"ERROR"})[1]["auc"] == 1.0
    rows = [{**ROWS[0], "label": "bug"}, {**ROWS[1], "label": "none"}]
    assert evaluate_detect(rows, positive={"bug"})[1]["auc"] == 1.0


def test_an_undefined_measure_is_none():
    constant = [{**row, "label": 0} for row in ROWS]
    metrics = evaluate_detect(constant)[1]
    assert (metrics["auc"], metrics["recall"], metrics["positive"]) == (None, None, 0)
    assert evaluate_detect([])[0] == []
    assert evaluate_detect([{"text": "Unlabelled."}])[1]["auc"] is None


def test_a_wish_has_a_score_of_its_own():
    rows = [{"text": "Please add a dark mode to the reader."}, {"text": "The reader crashes."}]
    wish, _ = evaluate_detect(rows, "wish")
    assert wish[0]["score"] > wish[1]["score"]


def test_texts_are_grouped_inside_their_app():
    rows = [{"text": "The export fails", "app": app, "label": app} for app in "ab" for _ in range(2)]
    predictions, metrics = evaluate_cluster(rows, "static")
    assert [row["cluster"] for row in predictions] == [0, 0, 1, 1]
    assert metrics["ari"] == metrics["bcubed_f1"] == 1.0


def test_no_text_is_dropped_from_grouping():
    rows = [{"text": text} for text in ("Sync fails", "", "Too expensive", "Sync fails")]
    assert all(isinstance(row["cluster"], int) for row in evaluate_cluster(rows, "static")[0])
    assert evaluate_cluster([], "static")[0] == []


def test_measures_of_a_worked_example():
    detection = detection_metrics([1, 1, 0, 0], [0.9, 0.2, 0.6, 0.1], [1, 0, 1, 0])
    assert (detection["auc"], detection["precision"], detection["recall"], detection["f1"]) == (0.75, 0.5, 0.5, 0.5)
    grouping = grouping_metrics(["a", "a", "a", "b"], [0, 0, 1, 1])
    assert grouping["bcubed_precision"] == pytest.approx(0.75)
    assert grouping["bcubed_recall"] == pytest.approx(2 / 3, abs=1e-4)
    assert (grouping["pair_precision"], grouping["pair_recall"]) == (0.5, pytest.approx(1 / 3, abs=1e-4))


def test_without_labels_the_measures_are_there_and_undefined():
    rows = [{"text": "It crashes whenever I open it"}, {"text": "Lovely weather"}]
    _, detection = evaluate_detect(rows, "pain", None)
    _, grouping = evaluate_cluster(rows, "static")
    assert (detection["texts"], detection["auc"], detection["f1"]) == (2, None, None)
    assert (grouping["groups"], grouping["ari"], grouping["pair_f1"]) == (2, None, None)
