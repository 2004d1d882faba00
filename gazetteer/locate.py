"""One expression, no article: "80 kilometres north of Baghdad", "near Hit, Iraq", "Baghdad" → a location."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gazetteer.fold import fold
from gazetteer.geodesy import azimuth_deg, distance_m
from gazetteer.location import Location
from gazetteer.place import NameMatch, Place
from gazetteer.relations.atlas import Atlas
from gazetteer.relations.densities import Genre
from gazetteer.relations.grammar import find_relations
from gazetteer.relations.placement import Anchor, place_relation
from gazetteer.relations.places import place_location, precision_of
from gazetteer.relations.relation import Span, SpatialRelation

__all__ = ["locate", "place_location", "precision_of"]

_ARTICLE = re.compile(r"^(?:the|The)\s+")
_TYPE_WORD = re.compile(r"\s+(?:city|town|village|municipality|municipio|island|region|area)$", re.IGNORECASE)
_CONTEXT_SPLIT = re.compile(r"\s*[,;()]\s*|\s+(?:in|en)\s+")
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
_DECADE = 0.12
"""Worth of each halving of the distance between two anchors of one relation."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """A candidate with its worth."""

    place: Place
    worth: float


def locate(
    text: str,
    atlas: Atlas,
    *,
    context: Sequence[str] = (),
    genre: Genre = "general",
    coverage: float = 0.9,
) -> Location | None:
    """Return where one expression or place name is.

    Parameters
    ----------
    text : str
        The expression, the country or state behind it where there is one: "20 km SE of Hit, Iraq".
    atlas : Atlas
        The place database: a `Gazetteer`.
    context : sequence of str
        Names of countries, states or places that the expression is told with.
    genre : {"general", "news"}
        How loosely distances and directions are meant.
    coverage : float
        Share of the true places that the region shall hold.

    Returns
    -------
    Location or None
        None where no relation and no name was found; `explain` tells why.
    """
    return _locate(text, atlas, context, genre, coverage)[0]


def explain(
    text: str, atlas: Atlas, *, context: Sequence[str] = (), genre: Genre = "general", coverage: float = 0.9
) -> tuple[Location | None, tuple[str, ...]]:
    """Return the location and every step in words; the steps alone where there is no location."""
    return _locate(text, atlas, context, genre, coverage)


def _locate(
    text: str, atlas: Atlas, context: Sequence[str], genre: Genre, coverage: float
) -> tuple[Location | None, tuple[str, ...]]:
    relations = find_relations(text, None, expression=True)
    placed = [relation for relation in relations if relation.anchors]
    if not placed or _is_name(text, placed[0], atlas):
        return _plain(text, atlas, context, coverage, bool(relations))
    relation = placed[0]
    around = _context(_outside(text, relation), context, atlas)
    spans = [*relation.anchors, *(span for more in relation.chained for span in more.anchors)]
    options = [_candidates(_name(text, span), atlas, around, relation, _longer(text, span)) for span in spans]
    if not options[0]:
        reason = f"no place of the name {_name(text, relation.anchors[0])!r}"
        return None, (_read(text, relation), reason)
    chosen = _choose(relation, options)
    if relation.relation == "border" and len(chosen) == 1 and around:
        chosen = [chosen[0], _other_side(chosen[0], around[0])]
    anchors = [Anchor.of(choice.place) if choice else None for choice in chosen]
    own_count = len(anchors) - sum(len(more.anchors) for more in relation.chained)
    own = [a for a in anchors[:own_count] if a]
    further, at = [], own_count
    for more in relation.chained:
        part = anchors[at : at + len(more.anchors)]
        further.append([a for a in part if a])
        at += len(more.anchors)
    location = place_relation(relation, own, atlas, genre=genre, coverage=coverage, chained=further)
    steps = (_read(text, relation), *_why(text, spans, options, chosen))
    if location is None:
        return None, (*steps, "the clauses do not fit together")
    location = replace(location, reasons=(*steps, *location.reasons))
    return location, location.reasons


def _other_side(one: _Choice | None, beside: Sequence[Place]) -> _Choice | None:
    """Return the country named behind "the border with Syria": the border is that of the two."""
    for place in beside:
        if place.feature_code.startswith("PCL") and (one is None or place.id != one.place.id):
            return _Choice(place, 0.0)
    return None


def _read(text: str, relation: SpatialRelation) -> str:
    names = ", ".join(_name(text, span) for span in relation.anchors)
    return f"read as {relation.relation}: {text[slice(*relation.span)]!r} of {names}"


def _why(
    text: str, spans: Sequence[Span], options: Sequence[Sequence[_Choice]], chosen: Sequence[_Choice | None]
) -> list[str]:
    steps = []
    for span, found, choice in zip(spans, options, chosen, strict=False):
        if choice is None:
            steps.append(f"no place of the name {_name(text, span)!r}")
        else:
            place = choice.place
            where = "/".join(code for code in (place.country_code, place.admin1_code) if code)
            steps.append(f"{_name(text, span)} is {place.name} ({where}, {place.id}), first of {len(found)}")
    return steps


def _is_name(text: str, relation: SpatialRelation, atlas: Atlas) -> bool:
    """Tell whether "South Carolina" was read as a part of Carolina."""
    if relation.distance_m or relation.travel_s or relation.relation not in {"part", "direction", "near"}:
        return False
    words = text[relation.span[0] : relation.span[1]]
    return words[:1].isupper() and any(
        match.kind in {"exact", "folded"} and match.score >= 0.95 for match in atlas.search(words, limit=1)
    )


def _name(text: str, span: Span) -> str:
    return text[span[0] : span[1]]


def _longer(text: str, span: Span) -> list[str]:
    """Return the name with what follows it up to each comma or bracket: some names hold one."""
    ends = [span[1] + match.start() for match in re.finditer(r"\s*[,;)]|$", text[span[1] :])]
    ends += [end + 1 for end in ends if text[end : end + 1] == ")"]
    return [text[span[0] : end] for end in sorted(ends)[1:4]]


def _outside(text: str, relation: SpatialRelation) -> list[str]:
    """Return the names behind each anchor of an expression: its country or state."""
    last = max([span[1] for span in relation.anchors] + [s[1] for m in relation.chained for s in m.anchors])
    rest = text[max(last, relation.span[1]) :]
    names = [part.strip(" .") for part in _CONTEXT_SPLIT.split(rest)]
    return [_ARTICLE.sub("", name) for name in names if name[:1].isupper() or name[:4] == "the "]


def _context(names: Sequence[str], more: Sequence[str], atlas: Atlas) -> tuple[tuple[Place, ...], ...]:
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


def _candidates(
    name: str,
    atlas: Atlas,
    context: Sequence[Sequence[Place]],
    relation: SpatialRelation,
    longer: Sequence[str] = (),
) -> list[_Choice]:
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
        choices.append(_Choice(place, worth))
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
    bare = _ARTICLE.sub("", name)
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
    return 0.0


def _choose(relation: SpatialRelation, options: Sequence[Sequence[_Choice]]) -> list[_Choice | None]:
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


def _plain(
    text: str, atlas: Atlas, context: Sequence[str], coverage: float, related: bool
) -> tuple[Location | None, tuple[str, ...]]:
    """Locate a bare name: "Baghdad", "Paris, Texas"."""
    whole = text.strip(" .\n\t")
    if not whole:
        return None, ("the text is empty",)
    head, *rest = [part.strip() for part in whole.split(",")]
    names = [part for part in rest if part]
    tries = [(whole, [])] if not names else [(head, names), (whole, [])]
    for name, beside in tries:
        around = _context(beside, context, atlas)
        found = _candidates(name, atlas, around, SpatialRelation(span=(0, 0), relation="road"))
        if found:
            place = found[0].place
            location = place_location(place, atlas, coverage)
            where = "/".join(code for code in (place.country_code, place.admin1_code) if code)
            first = f"{name} is {place.name} ({where}, {place.id}), first of {len(found)}"
            location = replace(location, reasons=(first, *location.reasons))
            return location, location.reasons
    reason = (
        "the words tell of a place relative to another that they do not name"
        if related
        else f"no relation was read and no place bears the name {whole!r}"
    )
    return None, (reason,)
