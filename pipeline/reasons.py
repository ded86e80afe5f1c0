"""Why the detector took a sentence for a pain: what each feature adds to a linear model's verdict."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Protocol

from pipeline.types import ModelName, Reasons

MOST_SHOWN = 8
_DECIMALS = 3


class Linear(Protocol):
    """What a model must show of itself: its verdict is the logistic of `bias` + Σ `weights` × features."""

    @property
    def bias(self) -> float: ...
    @property
    def weights(self) -> Mapping[str, float]: ...
    @property
    def threshold(self) -> float: ...


def find_reasons(name: ModelName, model: Linear, features: Mapping[str, float]) -> Reasons:
    """Take a verdict apart: the features that weighed most, for or against, by name, and the sum of the others."""
    parts = {feature: model.weights.get(feature, 0.0) * value for feature, value in sorted(features.items())}
    weighty = sorted(parts.items(), key=lambda part: (-abs(part[1]), part[0]))
    shown = tuple((feature, round(part, _DECIMALS)) for feature, part in weighty[:MOST_SHOWN] if part)
    total = math.fsum(parts.values())
    rest = round(total - math.fsum(part for _, part in shown), _DECIMALS)
    return Reasons(name, model.bias, model.threshold, shown, rest)


def probability_of(reasons: Reasons) -> float:
    """Put a verdict together again."""
    logit = reasons.bias + math.fsum(part for _, part in reasons.contributions) + reasons.rest
    return round(1.0 / (1.0 + math.exp(-logit)), 4)
