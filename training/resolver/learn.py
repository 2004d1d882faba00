"""Learn the weights: a conditional logit over the candidates of each sense, drawn to hand-set values.

The features of context hang on the beliefs, which hang on the weights: both are computed in turn.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from corpora import Example, Gold, rightful
from numpy.typing import NDArray
from scipy.optimize import minimize

from geoincidents.resolution.decision import Prepared
from geoincidents.resolution.features import FEATURES, NULL_CONTEXT, NULL_FEATURES, PRIOR
from geoincidents.resolution.joint import decide
from geoincidents.resolution.model import Model

TURNS = 3
SPREAD = 0.4
"""Standard deviation of the weights around their hand-set values. Of .2 to 1.5 it carried over best: weights
learned on local news, tried on world news, and the other way about."""

FIXED = {
    "against_bare_country": 0.3, "relation_agrees": 0.5, "relation_disagrees": 0.5, "match_distance": 0.7,
    "match_with_word": 0.3, "parent_agrees": 0.7, "speaks": 0.5, "dateline_alone": 0.5,
    "words_agree": 0.3, "division_of_town": 0.15, "telephone": 0.7, "article_natural": 0.7,
    "null_outside_parent": 0.7,
}  # fmt: skip
"""Narrower where a rule is meant: a bare country name is the country; what the text states decides."""

AGAINST = {
    "lonely_and_small",
    "against_bare_country",
    "relation_disagrees",
    "match_distance",
    "words_disagree",
    "article_settled",
    "far_behind",
    "division_of_town",
    "not_people",
}
FOR = {"nation", "telephone", "article_natural", "words_agree", *NULL_CONTEXT}
EITHER_WAY = {*PRIOR, *NULL_FEATURES} - AGAINST - FOR

"""Context speaks for a candidate or not at all: of two features that tell the same none turns against it."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """An example with its candidates, and the right ones of each sense; None where not judged."""

    example: Example
    prepared: Prepared
    rights: list[tuple[list[int], float] | None]


def make_case(example: Example, prepared: Prepared) -> Case:
    """Return the example with what is right for each sense: what most of its gold mentions mean."""
    golds: list[list[Gold]] = [[] for _ in prepared.senses]
    for at, gold in enumerate(example.gold):
        if gold is not None:
            golds[prepared.sense_of[at]].append(gold)
    rights: list[tuple[list[int], float] | None] = []
    for sense, given in zip(prepared.senses, golds, strict=True):
        if not given or not sense.options:
            rights.append(None)
            continue
        by_place: dict[Gold, int] = {}
        for gold in given:
            by_place[gold] = by_place.get(gold, 0) + 1
        commonest = max(by_place, key=lambda gold: by_place[gold])
        rights.append((rightful(sense.options, commonest), 1.0 + math.log(len(given))))
    return Case(example, prepared, rights)


def fit(cases: Sequence[Case], start: Model, corpus_weights: dict[str, float]) -> Model:
    """Return the weights learned from the cases."""
    centre = np.array([*start.weights, *start.null_weights])
    spread = np.array([FIXED.get(name, SPREAD) for name in FEATURES + NULL_FEATURES])
    model = start
    for _ in range(TURNS):
        rows, right, starts, weights = stack(cases, model, corpus_weights)
        found = minimize(
            _loss,
            np.array([*model.weights, *model.null_weights]),
            args=(rows, right, starts, weights, centre, spread),
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": 300},
            bounds=[_bounds(name) for name in FEATURES + NULL_FEATURES],
        )
        learned = [float(value) for value in found.x]
        model = Model(
            weights=tuple(learned[: len(FEATURES)]),
            null_weights=tuple(learned[len(FEATURES) :]),
        )
    return model


def _bounds(name: str) -> tuple[float | None, float | None]:
    if name in EITHER_WAY:
        return None, None
    return (None, 0.0) if name in AGAINST else (0.0, None)


def stack(
    cases: Sequence[Case], model: Model, corpus_weights: dict[str, float]
) -> tuple[Floats, NDArray[np.bool_], NDArray[np.intp], Floats]:
    """Return all candidates' rows, which are right, where each sense starts, and each sense's weight."""
    rows: list[list[float]] = []
    right: list[bool] = []
    starts: list[int] = []
    weights: list[float] = []
    no_null, no_features = [0.0] * len(NULL_FEATURES), [0.0] * len(FEATURES)
    for case in cases:
        decision = decide(case.prepared, model)
        for at, judged in enumerate(case.rights):
            if judged is None:
                continue
            good, weight = judged
            options = len(case.prepared.senses[at].options)
            starts.append(len(rows))
            weights.append(weight * corpus_weights.get(case.example.corpus, 1.0))
            rows.extend([*decision.row(at, n), *no_null] for n in range(options))
            right.extend(n in set(good) for n in range(options))
            rows.append([*no_features, *decision.nulls[at]])
            right.append(not good)
    return np.array(rows), np.array(right), np.array(starts), np.array(weights)


def _loss(
    x: Floats,
    rows: Floats,
    right: NDArray[np.bool_],
    starts: NDArray[np.intp],
    weights: Floats,
    centre: Floats,
    spread: Floats,
) -> tuple[float, Floats]:
    scores = rows @ x
    sizes = np.diff([*starts, len(scores)])
    scores = scores - np.repeat(np.maximum.reduceat(scores, starts), sizes)
    shares = np.exp(scores)
    total = np.add.reduceat(shares, starts)
    good = np.maximum(np.add.reduceat(np.where(right, shares, 0.0), starts), 1e-12)
    loss = float(np.sum(weights * (np.log(total) - np.log(good))))
    slope = np.repeat(weights / total, sizes) * shares
    slope -= np.where(right, np.repeat(weights / good, sizes) * shares, 0.0)
    drawn = (x - centre) / spread**2
    return loss + 0.5 * float(np.dot(x - centre, drawn)), rows.T @ slope + drawn
