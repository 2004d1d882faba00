"""From beliefs to answers: the choice, its confidence, its place on the map and the reasons in words."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import compress
from typing import TYPE_CHECKING

from gazetteer.location import Location
from gazetteer.place import Place
from geoincidents.resolution.document import LEVELS, Option, Sense
from geoincidents.resolution.features import FEATURES, NULL_FEATURES, SMALL_POPULATION
from geoincidents.resolution.metonymy import role_of
from geoincidents.resolution.model import TRUST, Model
from geoincidents.resolution.surroundings import closest_parents
from geoincidents.resolution.whereabouts import around_features, surroundings_location, whereabouts
from geoincidents.resolution.wordlists import rows
from geoincidents.types import Article, Candidate, Mention, Resolution

if TYPE_CHECKING:
    from geoincidents.resolution.decision import Decision

ELSEWHERE = 0.8
"""Disagreement with a stated distance or direction from which a place is not the one meant."""

SURE_THOUGH_ELSEWHERE = 0.7
"""Unless all else speaks for it: then the distance was misread."""

Locate = Callable[[Place], Location]

ABSTAIN_BELOW = 0.08
"""Answers less likely right than this are not given. Of those below .3 a tenth is right in local papers
chosen for their ambiguous towns, a quarter and more in other collections of news."""

DOUBT_BELOW = 0.08
"""Nor are those less likely both a name of a place and right. With .3 F1 in LGL is a point higher, but
local stories lose the town that only their own paper tells; its low confidence says what it is worth."""

COORDINATE_CONFIDENCE = 0.98
"""Coordinates in text are right but for slips of the pen."""

MOST_REASONS = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """The answer for a sense, whatever its mentions."""

    place: Place | None
    location: Location | None
    confidence: float
    candidates: tuple[Candidate, ...]
    reasons: tuple[str, ...]


def answers(
    article: Article, mentions: Sequence[Mention], decision: Decision, model: Model, locate: Locate
) -> tuple[Resolution, ...]:
    """Return one resolution a mention, coordinates included."""
    prepared = decision.prepared
    chosen = choices(decision, model, locate)
    found: list[Resolution] = []
    index = 0
    for mention in mentions:
        if mention.location is not None:
            found.append(_coordinates(mention))
            continue
        choice = _unless_doubtful(mention, chosen[prepared.sense_of[index]])
        found.append(
            Resolution(
                mention=mention,
                place=choice.place,
                location=choice.location,
                confidence=round(choice.confidence, 4),
                candidates=choice.candidates,
                reasons=choice.reasons,
                role=role_of(
                    article.text,
                    mention,
                    choice.place,
                    dateline=index in prepared.evidence.datelines,
                    speaks=index in prepared.evidence.speakers,
                ),
            )
        )
        index += 1
    return tuple(found)


def _unless_doubtful(mention: Mention, choice: Choice) -> Choice:
    """Return the answer, without its place where the words may well name no place at all."""
    if choice.location is None or choice.confidence * mention.score >= DOUBT_BELOW or mention.score >= 1.0:
        return choice
    doubt = f"“{mention.text}” names a place with probability {mention.score:.2f} only"
    return replace(choice, place=None, location=None, reasons=(doubt, *choice.reasons))


def _coordinates(mention: Mention) -> Resolution:
    return Resolution(
        mention=mention,
        place=None,
        location=mention.location,
        confidence=COORDINATE_CONFIDENCE,
        reasons=("coordinates in the text",),
    )


def choices(decision: Decision, model: Model, locate: Locate) -> list[Choice]:
    """Return the answer for each sense."""
    best = best_options(decision)
    return [_choose(decision, at, best, model, locate) for at in range(len(best))]


def best_options(decision: Decision) -> list[tuple[Option, float] | None]:
    """Return the likeliest candidate of each sense with its share; None where there is none."""
    best: list[tuple[Option, float] | None] = []
    for at, (sense, shares) in enumerate(zip(decision.prepared.senses, decision.beliefs, strict=True)):
        order = ranking(decision, at)
        best.append((sense.options[order[0]], shares[order[0]]) if order else None)
    return best


def ranking(decision: Decision, at: int) -> list[int]:
    """Return the candidates of a sense, best first; equal scores by their ids."""
    options, scores = decision.prepared.senses[at].options, decision.scores[at]
    return sorted(range(len(options)), key=lambda n: (-scores[n], options[n].place.id))


def _choose(
    decision: Decision,
    at: int,
    best: Sequence[tuple[Option, float] | None],
    model: Model,
    locate: Locate,
) -> Choice:
    sense, scores = decision.prepared.senses[at], decision.scores[at]
    if sense.witness:
        return Choice(None, None, 0.0, (), ())
    order = ranking(decision, at)
    if not order:
        unknown = (f"the gazetteer has no place called “{sense.name}”",)
        return _roughly(decision, at, best, model, locate, Choice(None, None, 0.0, (), unknown))
    candidates = tuple(
        Candidate(
            place=sense.options[n].place,
            match=sense.options[n].match.kind,
            score=round(scores[n], 4),
            features=_told(decision.row(at, n)),
        )
        for n in order
    )
    confidence = model.confidence(trust_features(decision, at, order))
    reasons = _reasons(decision, at, order, model)
    option = sense.options[order[0]]
    disagrees = decision.row(at, order[0])[_AT["relation_disagrees"]]
    if is_unknown(decision, at) or (option.level > LEVELS["admin1"] and _is_put_elsewhere(decision, at)):
        doubt = f"none of the known places fits; the best, {_described(option)}, has {confidence:.2f}"
        roughly = _roughly(decision, at, best, model, locate, Choice(None, None, 0.0, candidates, (doubt,)))
        if roughly.location is not None:
            return roughly
    # A country or a province is never missing from the gazetteer: there the words were misread.
    elsewhere = option.level > LEVELS["admin1"] and disagrees >= ELSEWHERE
    if confidence >= (SURE_THOUGH_ELSEWHERE if elsewhere else ABSTAIN_BELOW):
        return Choice(option.place, locate(option.place), confidence, candidates, reasons)
    doubt = f"no candidate is good enough; the best, {_described(option)}, has {confidence:.2f}"
    if elsewhere:
        doubt = f"no place of that name lies as the text says; the best known is {_described(option)}"
        confidence = min(confidence, ABSTAIN_BELOW)
    refused = Choice(None, None, confidence, candidates, (doubt, *reasons))
    return _roughly(decision, at, best, model, locate, refused)


def _told(row: Sequence[float]) -> tuple[tuple[str, float], ...]:
    """Return the features that are not zero, each with its name."""
    return tuple(compress(zip(FEATURES, row, strict=True), row))


UNKNOWN = 0.5
"""Belief in "none of these" from which the surroundings tell more than the best candidate does."""


def is_unknown(decision: Decision, at: int) -> bool:
    """Tell whether a name more likely means a place that the gazetteer lacks than any candidate."""
    return decision.beliefs[at][-1] > UNKNOWN


PUT_ELSEWHERE = 0.9
"""Belief from which the province said to hold a name holds none of its known places."""


def _is_put_elsewhere(decision: Decision, at: int) -> bool:
    """Tell whether all known places of a name lie outside the province that the text puts it in."""
    if decision.nulls[at][_OUTSIDE] < PUT_ELSEWHERE:
        return False
    senses = decision.prepared.senses
    return any(
        senses[parent].options and "admin1" in senses[parent].found.wanted
        for parent in closest_parents(senses[at], senses)
    )


def _roughly(
    decision: Decision,
    at: int,
    best: Sequence[tuple[Option, float] | None],
    model: Model,
    locate: Locate,
    refused: Choice,
) -> Choice:
    """Return the answer without a place, with the surroundings as its location where the text tells them."""
    senses = decision.prepared.senses
    around = whereabouts(senses[at], senses, best)
    if around is None:
        return refused
    confidence = model.confidence_around(around_features(around))
    if confidence < ABSTAIN_BELOW:
        return refused
    near = around.near
    reason = f"{around.how} {_described(near)}"
    return replace(
        refused,
        location=surroundings_location(near, around, locate),
        confidence=confidence,
        reasons=(*refused.reasons, reason),
    )


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
        "supported": max(row[_AT["any_near_50km"]], row[_AT["any_admin1"]]),
        "fuzzy": float(option.match.kind == "fuzzy"),
        "stripped": float(sense.found.stripped is not None),
        "coarse": float(option.level <= 2),
        "unpopulated": float(settled and (option.place.population or 0) < SMALL_POPULATION),
        "ambiguous": math.log(len(order)) / 5.0,
        "nation": max(row[_AT["nation"]], row[_AT["telephone"]]),
        "importance": row[_AT["importance"]],
    }
    return [values[name] for name in TRUST]


MOST_MARGIN = 10.0

_OUTSIDE = NULL_FEATURES.index("null_outside_parent")
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
