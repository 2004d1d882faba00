"""Which of an article's places is an incident's own, and what part the others play.

A place that the words of the act's own clause put it at ("in A", "between A and B", "30 km north of C")
is the place; where the clause names several, or none, a linear model over named features chooses. Its weights
are shipped as data. "None of these" and "only the country" are possible answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gazetteer.geodesy import distance_m
from gazetteer.location import Precision
from geoincidents.incidents.company import Company
from geoincidents.incidents.options import holds
from geoincidents.incidents.place_features import attached, features, is_target, puts
from geoincidents.incidents.scope import NOWHERE, Scope
from geoincidents.incidents.weights import Linear, load_linear

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geoincidents.incidents.mention import EventMention
    from geoincidents.incidents.options import Occurrence, Option

_ACTS = 0.3
"""Least strength of a sentence whose words place the act: a plain "killed" (0.4), not "the scene" (0.2)."""
_TAKEN = 2.0
"""What a place loses (log-odds) that another incident's own clause puts that incident at."""
_PASSED = frozenset({"origin", "destination", "speaker", "source"})
_ALSO = re.compile(r"(?:\band|\bor|,|/|&)\s+(?:in\s+|at\s+|near\s+|the\s+)*\Z")
_WAYS, _BOTH = frozenset({"origin", "destination"}), 2
_MUCH_WIDER = 3.0
"""An area so many times as wide as a place in it says less than the place."""
_INSIDE = 0.95
"""Share of a relative location's region inside an area from which it tells where in the area: all of it, but
for the slack of simplified outlines (`gazetteer.relations.confine`)."""


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """The choice for one incident.

    Attributes
    ----------
    option : Option or None
        The place; None where none of them is the incident's.
    confidence : float
        0 to 1, calibrated.
    weight : float
        0 to 1: how much the place counts when sentences are grouped and judged; learning the confidence anew
        leaves it as it is.
    reasons : tuple of str
        Why.
    evidence : dict
        What the confidence was worked out from.
    """

    option: Option | None
    confidence: float
    reasons: tuple[str, ...]
    weight: float = 0.0
    evidence: dict[str, float] = field(default_factory=dict)


def stated_places(
    mentions: Sequence[EventMention], options: Sequence[Option], text: str
) -> tuple[Option, ...]:
    """Return the options that the clauses of an incident put it at; the closest ones where some hold others.

    The strongest sentences count first: a place of theirs leaves those of weaker ones aside, unless these
    lie in it ("in Estra Province … in the town of Ardel").
    """
    ranked = sorted(mentions, key=lambda m: (-m.strength, m.sentence))
    stated: list[Option] = []
    company = Company.of(options)
    for mention in ranked:
        if mention.strength < _ACTS and stated:
            break
        beside = [o for o in company.by_sentence.get(mention.sentence, ()) if not o.demonym]
        named = [o for o in beside if o.location.precision < Precision.COUNTRY]
        here = [o for o in named if any(is_target(mention, x, text) for x in o.occurrences)]
        if all(o.guessed for o in here):
            here += [
                o for o in beside if any(puts(mention, x, text) and not _owns(o, x) for x in o.occurrences)
            ]
        if not stated:
            stated = here
        else:
            stated += [o for o in here if o not in stated and any(holds(s, o) for s in stated)]
    known = [o for o in stated if not o.guessed] or stated
    return tuple(
        o
        for o in known
        if not any(holds(o, x) or _spans(o, x) or _is_province_of(o, x, text) for x in known if x is not o)
    )


def _owns(option: Option, occurrence: Occurrence) -> bool:
    """Tell whether a country only owns what the act was at, which may be named later: "in A's capital"."""
    return option.location.precision == Precision.COUNTRY and "possessive" in occurrence.cues


def _is_province_of(town: Option, other: Option, text: str) -> bool:
    """Tell whether a town's name rather is its province's: "in Ardel, … at a post in Borvik district".

    Not where the two are told of side by side: "in Ardel and Borvik".
    """
    a, b = town.place, other.place
    if a is None or b is None or a.feature_class != "P" or a.admin1_code is None or town.relative:
        return False
    if (a.country_code, a.admin1_code) != (b.country_code, b.admin1_code) or _spans(other, town):
        return False
    if any(_ALSO.search(text, max(0, o.span[0] - 12), o.span[0]) for o in other.occurrences):
        return False
    return any(
        c.place.feature_code == "ADM1"
        and (c.place.country_code, c.place.admin1_code) == (a.country_code, a.admin1_code)
        for c in town.namesakes
    )


def _spans(wide: Option, narrow: Option) -> bool:
    """Tell whether an area holds a closer place: "on the border, near A", "in the Gulf, 60 miles from A"."""
    a, b = wide.location, narrow.location
    if distance_m(a.lon, a.lat, b.lon, b.lat) > a.uncertainty_m:
        return False
    if b.uncertainty_m * _MUCH_WIDER < a.uncertainty_m:
        return True
    if wide.relative or not narrow.relative or a.precision <= b.precision:
        return False
    return bool(b.region.intersection(a.region).area > _INSIDE * b.region.area)


def pool_of(mentions: Sequence[EventMention], options: Sequence[Option], text: str) -> tuple[Option, ...]:
    """Return the options among which a place is chosen: those that the incident's clauses name, if any."""
    return _pool(stated_places(mentions, options, text), options)


def _pool(stated: Sequence[Option], options: Sequence[Option]) -> tuple[Option, ...]:
    known = [option for option in options if not option.guessed]
    return tuple(stated) or tuple(o for o in known if not _only_passed(o)) or tuple(known)


def _on_the_way(mentions: Sequence[EventMention], options: Company, text: str) -> tuple[Option, ...]:
    """Return the ends of a journey in the act's own clause, where its sentence names no other place.

    "A flight from A to B was hit by gunfire": rather at one of them than where the article is told from.
    """
    for mention in mentions:
        here = [o for o in options.by_sentence.get(mention.sentence, ()) if not o.demonym]
        ends = [o for o in here if any(_ends_journey(x, mention, text) for x in o.occurrences)]
        others = [o for o in here if o not in ends and not any(_is_dateline(x) for x in o.occurrences)]
        if len(ends) >= _BOTH and not others and mention.strength >= _ACTS:
            return tuple(ends)
    return ()


def _is_dateline(occurrence: Occurrence) -> bool:
    return occurrence.role == "dateline" or "dateline" in occurrence.cues


def _ends_journey(occurrence: Occurrence, mention: EventMention, text: str) -> bool:
    inside = mention.span[0] <= occurrence.span[0] < mention.span[1]
    return inside and bool(occurrence.cues & _WAYS) and attached(mention, occurrence, text) == "same"


def _unknown_here(mentions: Sequence[EventMention], options: Company) -> tuple[Option, ...]:
    """Return the names that no gazetteer knows and that the sentences of an incident put something at."""
    return tuple(
        dict.fromkeys(
            option
            for mention in mentions
            if mention.strength >= _ACTS
            for option in options.placing.get(mention.sentence, ())
            if option.guessed
        )
    )


def _only_passed(option: Option) -> bool:
    """Tell whether a place is named only as where somebody speaks, comes from or goes to."""
    return all(occurrence.cues & _PASSED for occurrence in option.occurrences)


def choose(
    mentions: Sequence[EventMention],
    options: Sequence[Option],
    text: str,
    *,
    taken: Collection[Option] = (),
    scope: Scope = NOWHERE,
    model: Linear | None = None,
    explained: bool = True,
) -> OwnPlace:
    """Choose the place of the incident that `mentions` tell of.

    Parameters
    ----------
    mentions : sequence of EventMention
        Its sentences.
    options : sequence of Option
        The article's places.
    text : str
        The article's text.
    taken : collection of Option
        Places that the clauses of other incidents put those at.
    scope : Scope
        The places of the labels and headings that stand over it.
    model : Linear or None
        None takes the shipped weights.
    explained : bool
        Whether the reasons are asked for.
    """
    model = model or load_linear("own_place")
    if not options:
        return OwnPlace(None, 0.0, ("place unknown: the article names none that could be resolved",))
    company = Company.of(options)
    stated = stated_places(mentions, company, text)
    stated = stated or _unknown_here(mentions, company)
    over = _over(stated, scope)
    pool = over or stated or _on_the_way(mentions, company, text) or _pool(stated, company)
    if not pool:
        return OwnPlace(None, 0.0, ("place unknown: no name in the article could be resolved to one",))
    elsewhere = {id(option) for option in taken if not stated}
    scored = [
        (model.score(values) - _TAKEN * (id(option) in elsewhere), values, option)
        for option in pool
        for values in (features(option, mentions, company, text),)
    ]
    scored.sort(key=lambda row: (-row[0], row[2].occurrences[0].span))
    score, values, option = scored[0]
    rival = next((row[0] for row in scored[1:] if not _same_spot(row[2], option)), score - _ALONE)
    evidence = {
        "score": score,
        "margin": min(score - rival, 6.0),
        "resolved": option.confidence,
        "country": float(option.location.precision == Precision.COUNTRY),
        "stated": float(bool(stated or over)),
    }
    confidence = load_linear("own_place_confidence").probability(evidence)
    weight = load_linear("own_place_grouping").probability(evidence)
    if not explained:
        return OwnPlace(option, confidence, (), weight, evidence)
    why = ", ".join(
        f"{name} {'+' if part > 0 else '−'}{abs(part):.1f}" for name, part in model.strongest(values, 4)
    )
    put = "its own clause puts the act there; " if stated else "named elsewhere in the article; "
    if over:
        put = "its item opens with it; " if option in scope.label else "it stands under this heading; "
    reasons = [f"place {option.name}: {put}{why}"]
    if option.location.precision == Precision.COUNTRY:
        reasons.append("only the country is known")
    return OwnPlace(option, confidence, tuple(reasons), weight, evidence)


def _over(stated: Sequence[Option], scope: Scope) -> tuple[Option, ...]:
    """Return the places that stand over an incident, where they say more than its own clause.

    A place that the clause names wins, unless the label names one inside it; a name that no gazetteer knows
    is left where it is only if that lies in what stands over it.
    """
    over = scope.label or scope.above
    known = [option for option in stated if not option.guessed]
    if known:
        finer = tuple(label for label in scope.label if any(holds(option, label) for option in known))
        return finer
    if stated and any(_lies_in(option, place) for option in stated for place in over):
        return ()
    return over


def _lies_in(option: Option, place: Option) -> bool:
    a, b = option.location, place.location
    return distance_m(a.lon, a.lat, b.lon, b.lat) <= b.uncertainty_m


_ALONE = 6.0
"""Margin of a place without a rival."""


def rivals(
    own: OwnPlace, mentions: Sequence[EventMention], options: Sequence[Option], text: str
) -> list[tuple[float, Option]]:
    """Return the other places of the article with their scores, as log-odds."""
    model, company = load_linear("own_place"), Company.of(options)
    return [
        (model.score(features(option, mentions, company, text)), option)
        for option in company
        if option is not own.option
    ]


def _same_spot(a: Option, b: Option) -> bool:
    return (
        holds(a, b)
        or holds(b, a)
        or (a.place is not None and b.place is not None and a.place.id == b.place.id)
    )
