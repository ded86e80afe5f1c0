"""Whether the score puts issues first that people marked as urgent, and which of its parts does."""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sklearn.metrics import roc_auc_score

from benchmarks.quality.bars import state_bars
from benchmarks.quality.reviews import read_review
from benchmarks.quality.sets import FOLDER, read_rows
from benchmarks.queue.figures import header, row
from pipeline.detect import Detector
from pipeline.score import score_parts, total
from pipeline.types import CorpusStats, Evidence, ScorePart

NAME = "app_review_issues"
# One-sided: of rankings by chance, 5 % lie this many standard errors above .5.
STANDARD_ERRORS = 1.645
# The parts that differ between issues of this set, which has no votes, dates or communities.
VARYING = ("authors", "intensity", "intent_to_pay")


@dataclass(frozen=True, slots=True)
class Issue:
    """Reviews of one app that people put together, as the engine scores them; `stars` is their mean, 1 to 5."""

    app: str
    urgent: bool
    parts: Mapping[str, ScorePart]
    stars: float


def main() -> bool:
    """Print the table and return whether the bar holds."""
    if not FOLDER.exists():
        print(f"{FOLDER} is missing: nothing measured.")
        return False
    issues = list(_score_issues(read_rows(FOLDER / f"{NAME}.ndjson")))
    print(header("ranked by", "AUC", "AUC inside each app"))
    for name, value in _rankings().items():
        print(row(name, f"{auc(issues, value):.3f}", f"{auc_inside_apps(issues, value):.3f}"))
    urgent = sum(issue.urgent for issue in issues)
    print(f"\n{urgent} issues are marked HIGH, {len(issues) - urgent} NORMAL.\n{NOTES}")
    return state_bars([bar(issues)])


def bar(issues: Sequence[Issue]) -> tuple[str, bool]:
    """Ask for a ranking that is better than what chance reaches in one of twenty."""
    reached = auc(issues, _score)
    least = 0.5 + STANDARD_ERRORS * chance_error(issues)
    return (
        f"the score's AUC is {reached:.3f} (at least {least:.3f}, above 95 % of rankings by chance)",
        reached >= least,
    )


def chance_error(issues: Sequence[Issue]) -> float:
    """Return the standard error of the AUC of a ranking by chance (Mann and Whitney 1947)."""
    urgent = sum(issue.urgent for issue in issues)
    return math.sqrt((len(issues) + 1) / (12 * urgent * (len(issues) - urgent)))


def auc(issues: Sequence[Issue], value: Callable[[Issue], float]) -> float:
    return float(roc_auc_score([issue.urgent for issue in issues], [value(issue) for issue in issues]))


def auc_inside_apps(issues: Sequence[Issue], value: Callable[[Issue], float]) -> float:
    """Return the share of pairs of one app's issues, urgent and not, in the right order; ties count half."""
    pairs = [
        (value(one), value(other))
        for one in issues
        for other in issues
        if one.app == other.app and one.urgent and not other.urgent
    ]
    return statistics.fmean(1.0 if one > other else 0.5 if one == other else 0.0 for one, other in pairs)


def _rankings() -> dict[str, Callable[[Issue], float]]:
    parts = {name: _part(name) for name in VARYING}
    return {"score": _score, **parts, "few stars (not read by the engine)": lambda issue: -issue.stars}


def _score(issue: Issue) -> float:
    return total(issue.parts)


def _part(name: str) -> Callable[[Issue], float]:
    return lambda issue: issue.parts[name].value


def _score_issues(rows: Sequence[dict[str, Any]]) -> Iterator[Issue]:
    reviews: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for review in rows:
        reviews[review["app"], review["label"]].append(review)
    detector = Detector.load()
    for (app, _), members in reviews.items():
        mentions = [read_review(detector, str(number), review["text"]) for number, review in enumerate(members)]
        evidence = [Evidence(mention.document_id, None, app, 0, None, "") for mention in mentions]
        yield Issue(
            app,
            urgent=members[0]["priority"] == "HIGH",
            parts=score_parts(mentions, evidence, CorpusStats(), as_of_utc=0),
            stars=statistics.fmean(review["rating"] for review in members),
        )


NOTES = """Every review counts as one mention by an author of its own: the sentence in which the engine sees a pain or a
wish most surely. Engagement, recency and spread are the same for all, since the set has no votes, dates or communities,
and order nothing.
"""
