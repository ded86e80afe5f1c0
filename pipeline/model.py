"""Small linear models over named features, kept as readable JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.contextual import load_contextual
from pipeline.second_opinion import load_second_opinion
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


Reader = Callable[[str], dict[str, float]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What decides: a model of pains and one of wishes."""

    pain: LinearModel
    wish: LinearModel


@dataclass(frozen=True, slots=True)
class DetectionModels:
    """The screens read the surface, and `context` what they let through; the `first` verdict adds grammar to both.

    `read_again` reads what that is inclined to accept, for the `second` verdict.
    """

    wording: WordingTable
    screen_pain: LinearModel
    screen_wish: LinearModel
    context: Reader
    first: Verdict
    read_again: Reader
    second: Verdict


@cache
def load_detection_models(path: Path = WEIGHTS) -> DetectionModels:
    """Read the weights that `make train` wrote."""
    stored = json.loads(path.read_text(encoding="utf-8"))["models"]
    models = {name: LinearModel(**model) for name, model in stored.items()}
    return DetectionModels(
        wording=load_wording(path.with_name("wording.json")),
        screen_pain=models["screen_pain"],
        screen_wish=models["screen_wish"],
        context=load_contextual().read,
        first=Verdict(models["pain"], models["wish"]),
        read_again=lambda sentence: load_second_opinion().read(sentence),
        second=Verdict(models["second_pain"], models["second_wish"]),
    )
