"""The parts of the ranking benchmark that only count, and how a review is read."""

from __future__ import annotations

import pytest

from benchmarks.quality.ranking import Issue, auc, auc_inside_apps, bar, chance_error
from benchmarks.quality.reviews import read_review
from pipeline.detect import Detector
from pipeline.types import ScorePart


def _issue(points: float, *, urgent: bool, app: str = "some.app") -> Issue:
    return Issue(app, urgent, {"authors": ScorePart(points / 100, 100.0, points, "")}, 3.0)


def _points(issue: Issue) -> float:
    return issue.parts["authors"].points


def test_the_bar_holds_where_urgent_issues_lead():
    issues = [_issue(number, urgent=number >= 30) for number in range(40)]
    what, holds = bar(issues)
    assert holds
    assert what.startswith("the score's AUC is 1.000")


def test_the_bar_does_not_hold_for_a_lead_that_chance_would_give():
    issues = [_issue(number, urgent=number in (3, 7)) for number in range(10)]
    assert auc(issues, _points) == pytest.approx(0.5625)
    assert not bar(issues)[1]


def test_the_error_of_chance_shrinks_with_more_issues():
    few = [_issue(0, urgent=number < 5) for number in range(10)]
    many = [_issue(0, urgent=number < 50) for number in range(100)]
    assert chance_error(few) == pytest.approx((11 / 300) ** 0.5)
    assert chance_error(many) < chance_error(few) / 2


def test_inside_each_app_issues_of_other_apps_do_not_count():
    issues = [
        _issue(10, urgent=True),
        _issue(5, urgent=False),
        _issue(2, urgent=True, app="small.app"),
        _issue(2, urgent=False, app="small.app"),
    ]
    assert auc_inside_apps(issues, _points) == 0.75
    assert auc(issues, _points) < 0.75


def test_a_review_is_read_by_the_sentence_that_states_most():
    text = "I bought it last year. It crashes every single time I open it!"
    mention = read_review(Detector.load(), "7", text)
    assert mention.text == text[mention.start : mention.end]
    assert mention.text.startswith("It crashes")
    assert mention.category == "broken"
    assert mention.intensity > 0
