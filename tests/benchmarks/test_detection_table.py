"""The parts of the detection benchmark that only count."""

from __future__ import annotations

from benchmarks.quality.bars import state_bars
from benchmarks.quality.detection import OURS, SHOWN, VADER, WORD_LISTS, Result, _cells, _facts, bars
from benchmarks.quality.labelled_texts import LabelledTexts, app_reviews
from benchmarks.quality.rivals import count_listed, label_at_best, learn_in_domain, rate_negative


def _result(auc: float, f1: float) -> Result:
    return Result({"auc": auc, "average_precision": 0.5, "f1": f1}, 0.4, 1.0)


def _results(ours: Result, theirs: Result) -> dict[str, dict[str, Result]]:
    names = ("airline_reasons", "wgu_dev", "suggestions_train")
    return {name: {OURS: ours, WORD_LISTS: theirs, VADER: theirs} for name in names}


def test_every_bar_holds_where_ours_is_better_and_reaches_its_goals():
    held = list(bars(_results(_result(0.9, 0.6), _result(0.6, 0.9))))
    assert len(held) == 9
    assert all(holds for _, holds in held)


def test_no_bar_holds_where_ours_is_as_good_as_the_others_and_short_of_its_goals():
    held = list(bars(_results(_result(0.7, 0.5), _result(0.7, 0.5))))
    assert not any(holds for _, holds in held)


def test_a_contrast_set_has_no_bar():
    results = _results(_result(0.9, 0.6), _result(0.6, 0.9))
    results["stress_test"] = {OURS: Result({}, 0.9, 1.0), SHOWN: Result({}, 0.9, 1.0)}
    assert len(list(bars(results))) == 9


def test_one_missed_bar_fails_the_run_and_is_named(capsys):
    assert not state_bars([("first", True), ("second", False)])
    assert capsys.readouterr().out == "- holds: first\n- DOES NOT HOLD: second\n"
    assert state_bars([("first", True)])


def test_the_row_of_a_set_that_was_trained_on_says_so():
    reviews = LabelledTexts("reviews", "pain", ["one", "other"], [1, 0], trained_on=True)
    assert _facts(reviews) == ["reviews (trained on)", "pain", "2", "1"]
    assert _facts(LabelledTexts("calm", "pain", ["one"], None)) == ["calm", "pain", "1", "–"]


def test_measures_that_are_not_there_are_dashes():
    assert _cells(Result({}, 0.25, 1.0)) == ["–", "–", "–", "0.25", "1.0"]
    assert _cells(_result(0.9, 0.6)) == ["0.900", "0.500", "0.600", "0.40", "1.0"]


def test_reviews_that_may_be_either_are_left_out():
    rows = [
        {"text": "fails", "label": ["ERROR", "PRICE"]},
        {"text": "nothing", "label": ["OTHER"]},
        {"text": "dear", "label": ["PRICE"]},
        {"text": "mixed", "label": ["OTHER", "PRICE"]},
    ]
    found = app_reviews(rows)
    assert (list(found.texts), list(found.truth or [])) == (["fails", "nothing"], [1, 0])


def test_word_lists_count_troubles_and_wishes_apart():
    texts = ["It crashes and is so slow.", "Please add a dark mode.", "What a lovely day."]
    assert count_listed(texts, "pain")[0] > count_listed(texts, "pain")[2] == 0
    assert count_listed(texts, "wish") == [0, 1, 0]


def test_the_more_negative_text_scores_higher():
    awful, lovely = rate_negative(["This is awful and I hate it.", "This is lovely and I like it."])
    assert awful > 0 > lovely


def test_the_best_threshold_is_the_one_with_the_best_f1():
    assert label_at_best([0, 0, 1, 1], [0.1, 0.6, 0.5, 0.9]) == [0, 1, 1, 1]
    assert label_at_best([0, 0, 0, 1], [0.1, 0.2, 0.3, 0.9]) == [0, 0, 0, 1]


def test_what_is_learned_in_domain_is_judged_on_folds_left_out():
    texts = [f"crash number {number}" for number in range(10)] + [f"song number {number}" for number in range(10)]
    scores = learn_in_domain(texts, [1] * 10 + [0] * 10)
    assert min(scores[:10]) > max(scores[10:])
    # Nothing is left to learn from where no word comes twice: no score can tell its own label.
    alone = learn_in_domain([f"w{number}" for number in range(20)], [1, 0] * 10)
    assert max(alone) - min(alone) < 0.01
