"""Small linear models over named features, kept as readable JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.wording import WordingTable, load_wording

WEIGHTS = Path(__file__).parent / "weights" / "detect.json"


@dataclass(frozen=True, slots=True)
class LinearModel:
    """A logistic regression; a sentence whose probability reaches `threshold` counts."""

    bias: float
    weights: Mapping[str, float]
    threshold: float

    def accepts(self, features: Mapping[str, float]) -> bool:
        return self.probability(features) >= self.threshold

    def probability(self, features: Mapping[str, float]) -> float:
        """Apply the model, rounded so that thresholds do not hang on the last bit of a sum."""
        logit = self.bias + sum(self.weights.get(name, 0.0) * features[name] for name in sorted(features))
        return round(1.0 / (1.0 + math.exp(-logit)), 6)


@dataclass(frozen=True, slots=True)
class DetectionModels:
    """The screens read the surface; what neither lets through is not parsed. `pain` and `wish` read grammar too."""

    wording: WordingTable
    screen_pain: LinearModel
    screen_wish: LinearModel
    pain: LinearModel
    wish: LinearModel


@cache
def load_detection_models(path: Path = WEIGHTS) -> DetectionModels:
    """Read the weights that `python -m training.detect` wrote."""
    stored = json.loads(path.read_text(encoding="utf-8"))["models"]
    models = {name: LinearModel(**model) for name, model in stored.items()}
    return DetectionModels(wording=load_wording(path.with_name("wording.json")), **models)
