"""The learned numbers: a weight a feature, and the table from score to confidence; ``data/*.csv``."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import mul

from geoincidents.resolution.features import FEATURES, NULL_FEATURES
from geoincidents.resolution.whereabouts import AROUND
from geoincidents.resolution.wordlists import rows

TRUST = (
    "bias", "log_odds", "margin", "none_of_these", "alone", "parent", "supported", "fuzzy", "stripped",
    "coarse", "unpopulated", "ambiguous", "nation", "importance",
)  # fmt: skip
"""Names of the numbers that the confidence is computed from."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights in the order of `FEATURES` and `NULL_FEATURES`.

    Attributes
    ----------
    weights, null_weights : tuple of float
        How much each feature adds to a candidate's score, or to that of "none of these".
    trust_weights : tuple of float
        How much each of `TRUST` adds to the log-odds that the answer is right.
    trust_knots : tuple of (float, float)
        Log-odds and the share that was right on held-out documents, both rising; straight in between.
    around_weights : tuple of float
        The same for names located by their surroundings, a number for each of `AROUND`.
    """

    weights: tuple[float, ...]
    null_weights: tuple[float, ...]
    trust_weights: tuple[float, ...] = ()
    trust_knots: tuple[tuple[float, float], ...] = ()
    around_weights: tuple[float, ...] = ()

    def confidence(self, row: Sequence[float]) -> float:
        """Return the calibrated probability that an answer with these `TRUST` features is right."""
        raw = dot(self.trust_weights, row)
        return interpolate(self.trust_knots, raw) if self.trust_knots else _logistic(raw)

    def confidence_around(self, row: Sequence[float]) -> float:
        """Return the same for a name located by its surroundings, from its `AROUND` features."""
        return _logistic(dot(self.around_weights, row))


def _logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))


def dot(weights: Sequence[float], row: Sequence[float]) -> float:
    """Return the sum of weight times value over the features of the row."""
    total: float = sum(map(mul, weights, row))
    return total


def interpolate(knots: Sequence[tuple[float, float]], x: float) -> float:
    """Return the piecewise linear value at x, flat beyond both ends."""
    at = bisect_right(knots, (x, math.inf))
    if at == 0:
        return knots[0][1]
    if at == len(knots):
        return knots[-1][1]
    (low, low_value), (high, high_value) = knots[at - 1], knots[at]
    return low_value + (high_value - low_value) * (x - low) / (high - low)


@cache
def shipped_model() -> Model:
    """Return the model that ships with the package."""
    weights = {row["feature"]: float(row["weight"]) for row in rows("weights")}
    trust = {(row["answer"], row["feature"]): float(row["weight"]) for row in rows("trust")}
    return Model(
        weights=tuple(weights[name] for name in FEATURES),
        null_weights=tuple(weights[name] for name in NULL_FEATURES),
        trust_weights=tuple(trust["place", name] for name in TRUST),
        around_weights=tuple(trust["surroundings", name] for name in AROUND),
        trust_knots=tuple((float(row["log_odds"]), float(row["right"])) for row in rows("reliability")),
    )
