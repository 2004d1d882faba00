"""Which places the names of one expression mean: by what stands beside them and by the relation itself."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from gazetteer.fold import fold
from gazetteer.geodesy import azimuth_deg, distance_m
from gazetteer.place import NameMatch, Place
from gazetteer.relations.atlas import Atlas
from gazetteer.relations.relation import SpatialRelation

ARTICLE = re.compile(r"^(?:the|The)\s+")
_TYPE_WORD = re.compile(r"\s+(?:city|town|village|municipality|municipio|island|region|area)$", re.IGNORECASE)
_MOST = 12
"""Candidates kept a name."""
_IN_CONTEXT = 1.5
"""Worth of lying in the country or state named beside the name, in units of importance (0 to 1)."""
_OUT_OF_CONTEXT = 1.0
_SPELLING = 3.0
"""Worth of the same letters: an article or an accent apart costs 0.3 or 0.03."""
_MAIN_NAME = 0.15
"""Worth of being called so first of all; a former or a second name counts less."""
_LEAST_FUZZY = 0.8
_KNOWN = 0.45
"""Importance from which a place of another state than the named one is believed: cities of some 250,000."""
_DOUBT = 0.08
"""Difference of worth at which odds are e to one, by `training/relative/namesakes.py`."""
_ONE_SPOT_M = 15_000.0
"""Candidates nearer than this are one place told twice: a town and its district."""
_SETTLED = 0.1
"""Worth of being a settlement, not an island or hill of the name, where a figure is told from it."""
_DECADE = 0.12
"""Worth of each halving of the distance between two anchors of one relation."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate with its worth."""

    place: Place
    worth: float


def context_places(names: Sequence[str], more: Sequence[str], atlas: Atlas) -> tuple[tuple[Place, ...], ...]:
    """Return for each context name the divisions that it may mean."""
    found = []
    for name in (*names, *more):
        matches = atlas.search(name, limit=_MOST)
        divisions = tuple(m.place for m in matches if m.place.feature_class == "A" and m.score >= 0.85)
        if divisions:
            found.append(divisions[:6])
        elif matches:
            found.append((matches[0].place,))
    return tuple(found)


def _holds(outer: Place, inner: Place) -> bool:
    """Tell by codes whether a division holds a place; a place that is no division holds its own state."""
    if outer.country_code != inner.country_code or outer.country_code is None:
        return False
    if outer.feature_code.startswith("PCL") or not outer.admin1_code:
        return True
    if outer.admin1_code != inner.admin1_code:
        return False
    return outer.feature_code != "ADM2" or outer.admin2_code == inner.admin2_code


def candidates(
    name: str,
    atlas: Atlas,
    context: Sequence[Sequence[Place]],
    relation: SpatialRelation,
    longer: Sequence[str] = (),
) -> list[Choice]:
    """Return the places that an anchor may be, the worthiest first."""
    at_border = relation.relation == "border"  # the country named behind a border may be the other side
    codes = () if at_border else _countries(context)
    states = (
        []
        if at_border or not context or any(d.feature_code.startswith("PCL") for d in context[0])
        else context[0]
    )
    matches: list[NameMatch] = []
    for form in (*_forms(name), *longer):
        matches = [m for m in atlas.search(form, limit=200) if _fits(m, form, codes, states)]
        if matches:
            break
    else:
        for code in codes or (None,):
            found = atlas.search(name, fuzzy=True, country_code=code, limit=_MOST)
            matches += [m for m in found if m.score >= _LEAST_FUZZY and _fits(m, name, (), states)]
    choices = []
    for match in matches:
        place = match.place
        worth = place.importance + _SPELLING * (match.score - 1.0) + _suits(relation, place)
        if fold(place.name) == fold(match.name):
            worth += _MAIN_NAME
        for divisions in () if at_border else context:
            worth += _IN_CONTEXT if any(_holds(d, place) for d in divisions) else -_OUT_OF_CONTEXT
        choices.append(Choice(place, worth))
    choices.sort(key=lambda c: (-c.worth, c.place.id))
    return choices[:_MOST]


def _countries(context: Sequence[Sequence[Place]]) -> tuple[str, ...]:
    """Return the countries that the first context name with any allows."""
    for divisions in context:
        codes = [place.country_code for place in divisions if place.country_code]
        if codes:
            return tuple(dict.fromkeys(codes))
    return ()


def _fits(match: NameMatch, form: str, codes: Sequence[str], states: Sequence[Place]) -> bool:
    """Tell whether a match is where the context allows it, and no code in small letters.

    A state named beside the name rules out small places of other states; "Cincinnati, Kentucky" is told of
    the state on the other bank.
    """
    if codes and match.place.country_code not in codes:
        return False
    if states and match.place.importance < _KNOWN and not any(_holds(d, match.place) for d in states):
        return False
    return match.score >= 0.8 or form.isupper()


def _forms(name: str) -> list[str]:
    bare = ARTICLE.sub("", name)
    forms = [name, bare, _TYPE_WORD.sub("", bare)]
    return list(dict.fromkeys(form for form in forms if form))


_AREAS = {"part", "border", "coast", "offshore"}
_MEASURED = {"direction", "offset", "distance", "orthogonal", "between", "travel", "near"}


def _suits(relation: SpatialRelation, place: Place) -> float:
    """Return how well a kind of place suits a relation: distances are measured from towns."""
    if relation.relation in _MEASURED and place.feature_class == "A":
        return -0.35 if place.feature_code.startswith("ADM") else -0.1
    if relation.relation in _AREAS and place.feature_class == "A":
        return 0.4
    return _SETTLED if relation.distance_m is not None and place.feature_class == "P" else 0.0


def likely(found: Sequence[Choice], coverage: float) -> tuple[tuple[Choice, float], ...]:
    """Return the candidates that a name may well mean, with the probability of each, the likeliest first.

    Parameters
    ----------
    found : sequence of Choice
        All candidates, the worthiest first.
    coverage : float
        As many are returned as leave out half of what this leaves out.
    """
    spots: list[Choice] = []
    for choice in found:
        place = choice.place
        if all(distance_m(place.lon, place.lat, s.place.lon, s.place.lat) > _ONE_SPOT_M for s in spots):
            spots.append(choice)
    odds = [math.exp((choice.worth - found[0].worth) / _DOUBT) for choice in spots]
    total, held = sum(odds), 0.0
    kept: list[tuple[Choice, float]] = []
    for choice, odd in zip(spots, odds, strict=True):
        kept.append((choice, odd / total))
        held += odd / total
        if held >= (1.0 + coverage) / 2.0:
            break
    return tuple(kept)


def choose(relation: SpatialRelation, options: Sequence[Sequence[Choice]]) -> list[Choice | None]:
    """Choose the anchors together: two of one place are near each other, as far as they state."""
    if len(options) < 2 or not all(options[:2]):
        return [found[0] if found else None for found in options]
    best, pair = -math.inf, (options[0][0], options[1][0])
    second = relation.chained[0] if relation.chained and len(relation.anchors) == 1 else None
    for one in options[0]:
        for two in options[1]:
            worth = one.worth + two.worth - _strain(relation, second, one.place, two.place)
            if worth > best + 1e-12:
                best, pair = worth, (one, two)
    return [*pair, *(found[0] if found else None for found in options[2:])]


def _strain(relation: SpatialRelation, second: SpatialRelation | None, one: Place, two: Place) -> float:
    """Return how badly two anchors fit one place."""
    apart = distance_m(one.lon, one.lat, two.lon, two.lat)
    if apart < 1.0:
        return 0.5  # both names mean the same point: hardly a line between them
    if second is not None and relation.distance_m and second.distance_m:
        far, near = (
            relation.distance_m.best + second.distance_m.best,
            abs(relation.distance_m.best - second.distance_m.best),
        )
        misfit = max(0.0, apart - far, near - apart) / (far + 2000.0)
        turned = 0.0
        if (
            second.azimuth_deg is not None
            and relation.azimuth_deg is None
            and apart > relation.distance_m.best
        ):
            back = azimuth_deg(two.lon, two.lat, one.lon, one.lat)
            turned = abs((back - second.azimuth_deg + 180.0) % 360.0 - 180.0) / 180.0
        return min(3.0, 2.0 * misfit + turned)
    return _DECADE * math.log2(1.0 + apart / 10_000.0)
