"""From beliefs to answers: the choice, its confidence, its place on the map and the reasons in words."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from gazetteer.location import Location
from gazetteer.place import Place
from geoincidents.resolution.document import Option, Sense
from geoincidents.resolution.features import FEATURES, SMALL_POPULATION
from geoincidents.resolution.metonymy import role_of
from geoincidents.resolution.model import TRUST, Model
from geoincidents.resolution.wordlists import rows
from geoincidents.types import Article, Candidate, Mention, Resolution

if TYPE_CHECKING:
    from geoincidents.resolution.joint import Decision

Locate = Callable[[Place], Location]

ABSTAIN_BELOW = 0.15
"""Answers less likely right than this are not given: five wrong points for one right one help nobody."""

COORDINATE_CONFIDENCE = 0.98
"""Coordinates in text are right but for slips of the pen."""

MOST_REASONS = 4


def answers(
    article: Article, mentions: Sequence[Mention], decision: Decision, model: Model, locate: Locate
) -> tuple[Resolution, ...]:
    """Return one resolution a mention, coordinates included."""
    chosen = [_choose(decision, at, model, locate) for at in range(len(decision.prepared.senses))]
    found: list[Resolution] = []
    index = 0
    for mention in mentions:
        if mention.location is not None:
            found.append(_coordinates(mention))
            continue
        place, location, confidence, candidates, reasons = chosen[decision.prepared.sense_of[index]]
        dateline = index in decision.prepared.evidence.datelines
        role = role_of(article.text, mention, place, dateline=dateline)
        found.append(
            Resolution(
                mention=mention,
                place=place,
                location=location,
                confidence=round(confidence * _trust_in(mention), 4),
                candidates=candidates,
                reasons=reasons,
                role=role,
            )
        )
        index += 1
    return tuple(found)


def _trust_in(mention: Mention) -> float:
    """Return how surely the mention is a place's name; given spans are taken at their word."""
    return 1.0 if mention.recognizer == "given" else min(max(mention.score, 0.0), 1.0)


def _coordinates(mention: Mention) -> Resolution:
    return Resolution(
        mention=mention,
        place=None,
        location=mention.location,
        confidence=COORDINATE_CONFIDENCE,
        reasons=("coordinates in the text",),
    )


Choice = tuple[Place | None, Location | None, float, tuple[Candidate, ...], tuple[str, ...]]


def _choose(decision: Decision, at: int, model: Model, locate: Locate) -> Choice:
    sense, scores = decision.prepared.senses[at], decision.scores[at]
    if sense.witness:
        return None, None, 0.0, (), ()
    if not sense.options:
        return None, None, 0.0, (), (f"the gazetteer has no place called “{sense.name}”",)
    order = sorted(range(len(sense.options)), key=lambda n: (-scores[n], sense.options[n].place.id))
    candidates = tuple(
        Candidate(
            place=sense.options[n].place,
            match=sense.options[n].match.kind,
            score=round(scores[n], 4),
            features=tuple(
                (name, value) for name, value in zip(FEATURES, decision.row(at, n), strict=True) if value
            ),
        )
        for n in order
    )
    best = order[0]
    confidence = model.confidence(trust_features(decision, at, order))
    reasons = _reasons(decision, at, order, model)
    option = sense.options[best]
    if confidence < ABSTAIN_BELOW:
        return None, None, confidence, candidates, (
            f"no candidate is good enough; the best, {_described(option)}, has {confidence:.2f}",
            *reasons,
        )  # fmt: skip
    return option.place, locate(option.place), confidence, candidates, reasons


def trust_features(decision: Decision, at: int, order: Sequence[int]) -> list[float]:
    """Return the numbers of `TRUST` for the best candidate of a sense; `order` is best first."""
    sense, beliefs, scores = decision.prepared.senses[at], decision.beliefs[at], decision.scores[at]
    best = order[0]
    option, row = sense.options[best], decision.row(at, best)
    share = min(max(beliefs[best], 1e-4), 1 - 1e-4)
    margin = scores[best] - scores[order[1]] if len(order) > 1 else MOST_MARGIN
    settled = option.group in {"settlement", "section"}
    values = {
        "bias": 1.0,
        "log_odds": math.log(share / (1.0 - share)),
        "margin": min(margin, MOST_MARGIN),
        "none_of_these": beliefs[-1],
        "alone": float(len(order) == 1),
        "parent": row[_AT["parent_agrees"]],
        "supported": max(row[_AT["near_200km"]], row[_AT["admin1_present"]]),
        "fuzzy": float(option.match.kind == "fuzzy"),
        "stripped": float(sense.found.stripped is not None),
        "coarse": float(option.level <= 2),
        "unpopulated": float(settled and (option.place.population or 0) < SMALL_POPULATION),
        "ambiguous": math.log(len(order)) / 5.0,
    }
    return [values[name] for name in TRUST]


MOST_MARGIN = 10.0

_AT = {name: index for index, name in enumerate(FEATURES)}


def _reasons(decision: Decision, at: int, order: Sequence[int], model: Model) -> tuple[str, ...]:
    """Return what spoke most for the best candidate, against the second where there is one."""
    sense = decision.prepared.senses[at]
    best = order[0]
    option = sense.options[best]
    others = len(order) - 1
    told = [_match_in_words(sense, option, others)]
    rival = decision.row(at, order[1]) if others else [0.0] * len(FEATURES)
    gains = [
        (weight * (value - other), name)
        for name, weight, value, other in zip(
            FEATURES, model.weights, decision.row(at, best), rival, strict=True
        )
    ]
    gains.sort(key=lambda gain: (-gain[0], gain[1]))
    told.extend(f"{_meanings()[name]} (+{gain:.1f})" for gain, name in gains[:MOST_REASONS] if gain > 0.05)
    return tuple(told)


def _match_in_words(sense: Sense, option: Option, others: int) -> str:
    looked_up = sense.found.stripped or sense.name
    rest = f", before {others} other{'s' if others > 1 else ''} of that name" if others else ""
    return f"“{looked_up}” is {_described(option)} ({option.match.kind} name){rest}"


def _described(option: Option) -> str:
    place = option.place
    where = place.country_code or "no country"
    return f"{place.name} [{place.id}], {place.feature_class}.{place.feature_code}, {where}"


@cache
def _meanings() -> dict[str, str]:
    return {row["feature"]: row["meaning"] for row in rows("weights")}
