"""Writes what was learned, with where it came from, as the detector reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import sklearn

from pipeline import model, wording
from pipeline.detect import LANGUAGE_MODEL
from training.fit import Fitted

# A word that weighs less than this everywhere is left out; it would not move a verdict.
LEAST_WEIGHT = 0.05
DATA = {
    "training/sentences/, samples/": "written for this project",
    "URR app reviews": "MIT",
    "GoEmotions": "Apache-2.0",
}


def write_weights(models: Mapping[str, Fitted], tone: Mapping[str, Mapping[str, float]], *, texts: int) -> None:
    """Write `detect.json`, the models over named features, and `wording.json`, the weights of words by column."""
    stored = {
        name: {
            "bias": round(fitted.bias, 4),
            "threshold": fitted.threshold,
            "weights": {feature: round(weight, 4) for feature, weight in sorted(fitted.weights.items())},
        }
        for name, fitted in models.items()
    }
    _write(model.WEIGHTS, {"provenance": _provenance(texts), "models": stored}, indent=1)
    # A second verdict counts the words of the first, in whose column they stand.
    columns = dict(tone) | {
        column: fitted.words for name, fitted in models.items() if (column := f"{name}_words") in fitted.weights
    }
    terms = sorted(set().union(*columns.values()))
    rows = {term: [round(column.get(term, 0.0), 2) for column in columns.values()] for term in terms}
    weighty = {term: row for term, row in rows.items() if max(map(abs, row)) >= LEAST_WEIGHT}
    _write(wording.WEIGHTS, {"columns": list(columns), "rows": weighty}, indent=None)


def _provenance(texts: int) -> dict[str, object]:
    return {
        "command": "python -m training.detect",
        "trained": datetime.now(UTC).date().isoformat(),
        "texts": texts,
        "scikit-learn": sklearn.__version__,
        "language_model": LANGUAGE_MODEL,
        "data": DATA,
    }


def _write(path: Path, content: object, *, indent: int | None) -> None:
    path.write_text(json.dumps(content, indent=indent, ensure_ascii=False) + "\n", encoding="utf-8")
