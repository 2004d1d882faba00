"""The small learned parts: linear models as tables of named weights, shipped as data.

``training/incidents`` makes them and says from what; reading them needs no learning library.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear model over named features.

    Attributes
    ----------
    bias : float
        Added to every score.
    weights : dict
        Weight by feature; a feature without one counts nothing.
    """

    bias: float
    weights: dict[str, float]

    def score(self, features: Mapping[str, float]) -> float:
        """Return the log-odds."""
        total, get = 0.0, self.weights.get
        for name, value in features.items():
            if value:
                total += get(name, 0.0) * value
        return self.bias + total

    def probability(self, features: Mapping[str, float]) -> float:
        """Return the probability that the log-odds stand for."""
        return sigmoid(self.score(features))

    def strongest(self, features: Mapping[str, float], number: int = 3) -> tuple[tuple[str, float], ...]:
        """Return the features that moved the score most, with what each added."""
        get = self.weights.get
        parts = [(name, part) for name, value in features.items() if (part := get(name, 0.0) * value)]
        parts.sort(key=lambda part: (-abs(part[1]), part[0]))
        return tuple(parts[:number])


def sigmoid(x: float) -> float:
    """Return the logistic function, safe for large numbers."""
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, x))))


@cache
def load_linear(name: str) -> Linear:
    """Read one model of ``data/weights.json``."""
    raw = json.loads(files("geoincidents.incidents").joinpath("data/weights.json").read_text("utf-8"))[name]
    return Linear(raw["bias"], dict(raw["weights"]))
