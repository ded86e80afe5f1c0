"""The labelled texts on which detection is measured, as one question each: does this text state a pain, or a wish?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.quality.sets import DATA, read_rows
from pipeline.evaluate import Kind

FOLDER = DATA / "detect"
# Topics of app reviews that say that something goes wrong, beside the one of reviews that are about nothing.
_GOES_WRONG = frozenset({"ERROR", "PERFORMANCE", "MEMORY", "BATTERY"})
_ABOUT_NOTHING = frozenset({"OTHER"})


@dataclass(frozen=True, slots=True)
class LabelledTexts:
    """`truth` is None for a contrast set, of whose texts hardly any state what is asked for."""

    name: str
    kind: Kind
    texts: Sequence[str]
    truth: Sequence[int] | None
    trained_on: bool = False


def labelled_sets() -> Iterator[LabelledTexts]:
    """Yield the sets; of the two large ones every third and every second text, to save time."""
    yield _of_binary("airline_reasons", "pain", every=3)
    yield _of_binary("wgu_dev", "pain")
    yield _of_binary("suggestions_train", "wish", every=2)
    yield app_reviews(read_rows(FOLDER / "app_reviews_urr.ndjson"))
    stress = read_rows(FOLDER / "stress_test.ndjson")
    yield LabelledTexts("stress_test", "pain", [row["text"] for row in stress], None)


def app_reviews(rows: Sequence[dict[str, Any]]) -> LabelledTexts:
    """Set reviews of what goes wrong against those about nothing; what may be either is left out."""
    asked = [row for row in rows if _GOES_WRONG & set(row["label"]) or set(row["label"]) == _ABOUT_NOTHING]
    truth = [int(bool(_GOES_WRONG & set(row["label"]))) for row in asked]
    return LabelledTexts("app_reviews_urr", "pain", [row["text"] for row in asked], truth, trained_on=True)


def _of_binary(name: str, kind: Kind, *, every: int = 1) -> LabelledTexts:
    rows = read_rows(FOLDER / f"{name}.ndjson")[::every]
    return LabelledTexts(name, kind, [row["text"] for row in rows], [int(row["label"]) for row in rows])
