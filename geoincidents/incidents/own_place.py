"""Which of an article's places is an incident's own, and what part the others play.

A place that the words of the act's own clause put it at ("in A", "between A and B", "30 km north of C")
is the place; where the clause names several, or none, a linear model over named features chooses. Its weights
are shipped as data. "None of these" and "only the country" are possible answers.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.geodesy import distance_m
from gazetteer.location import Precision
from geoincidents.incidents.company import Company
from geoincidents.incidents.options import holds
from geoincidents.incidents.place_features import features
from geoincidents.incidents.scope import NOWHERE, Scope
from geoincidents.incidents.stated import on_the_way, pool_beside, stated_places, unknown_here
from geoincidents.incidents.value import value
from geoincidents.incidents.weights import load_linear

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geoincidents.incidents.mention import EventMention
    from geoincidents.incidents.options import Option

_TAKEN = 2.0
"""What a place loses (log-odds) that another incident's own clause puts that incident at."""
_FROM_AFAR = frozenset({"Air/drone strike", "Shelling/artillery/missile attack"})
_STRIKERS = re.compile(
    r"['’]?s?\s+(?:[\w-]+\s+){0,2}?(?:air\s?strikes?|air\s?raids?|strikes?|drones?|jets?|warplanes?|aircraft|planes|"
    r"helicopters?|gunships?|missiles?|rockets?|artillery|guns|tanks?|shelling|shells|bombs?|bombing|bombardment|fire|"
    r"forces|troops|soldiers|army|military|navy|air\s+force|raids?)\b"
)
"""What a demonym says whose it is."""
_SETS_APART = 0.3
"""Least weight of a place that sets incidents apart."""


@value
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


def choose(
    mentions: Sequence[EventMention],
    options: Sequence[Option],
    text: str,
    *,
    taken: Collection[Option] = (),
    scope: Scope = NOWHERE,
    stated: Sequence[Option] | None = None,
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
    stated : sequence of Option or None
        What `stated_places` says of these, where that is known already.
    """
    if not options:
        return OwnPlace(None, 0.0, ("place unknown: the article names none that could be resolved",))
    company = Company.of(options)
    strikers = {id(o) for o in company if o.demonym and _strikes_only(o, mentions, text)}
    if strikers:
        company = company.only([option for option in company if id(option) not in strikers])
        if not company:
            return OwnPlace(None, 0.0, ("place unknown: the article tells only whose forces struck",))
    if stated is None:
        stated = stated_places(mentions, company, text)
    best = _best(mentions, company, stated, text, taken=taken, scope=scope)
    if best is None:
        return OwnPlace(None, 0.0, ("place unknown: no name in the article could be resolved to one",))
    option, evidence = best.option, best.evidence
    confidence = load_linear("own_place_confidence").probability(evidence)
    why = ", ".join(
        f"{name} {'+' if part > 0 else '−'}{abs(part):.1f}"
        for name, part in load_linear("own_place").strongest(best.values, 4)
    )
    put = "its own clause puts the act there; " if best.stated else "named elsewhere in the article; "
    if best.over:
        put = "its item opens with it; " if option in scope.label else "it stands under this heading; "
    reasons = [f"place {option.name}: {put}{why}"]
    if option.location.precision == Precision.COUNTRY:
        reasons.append("only the country is known")
    return OwnPlace(option, confidence, tuple(reasons), _weight(evidence), evidence)


def _strikes_only(demonym: Option, mentions: Sequence[EventMention], text: str) -> bool:
    """Tell whether a country is only that of who struck from afar: "Israeli jets", "a Turkish drone"."""
    lead = max(mentions, key=lambda mention: mention.strength)
    if not any(kind in _FROM_AFAR for kind, _ in lead.votes):
        return False
    return all(_STRIKERS.match(text, occurrence.span[1]) for occurrence in demonym.occurrences)


def place_alone(
    mention: EventMention, named: Sequence[Option], options: Company, text: str, scope: Scope
) -> Option | None:
    """Return which of the places it names a sentence gives by itself, if that counts enough."""
    company = options.only(named)
    best = _best([mention], company, stated_places([mention], company, text), text, scope=scope)
    return best.option if best is not None and _weight(best.evidence) >= _SETS_APART else None


class _Best(NamedTuple):
    """The place with the highest score."""

    option: Option
    values: dict[str, float]
    evidence: dict[str, float]
    stated: bool
    over: bool


def _best(
    mentions: Sequence[EventMention],
    company: Company,
    stated: Sequence[Option],
    text: str,
    *,
    taken: Collection[Option] = (),
    scope: Scope,
) -> _Best | None:
    """Return the place with the highest score; None where none may be the incident's."""
    model = load_linear("own_place")
    stated = stated or unknown_here(mentions, company)
    over = _over(stated, scope)
    pool = over or stated or on_the_way(mentions, company, text) or pool_beside(stated, company, text)
    if not pool:
        return None
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
    return _Best(option, values, evidence, bool(stated), bool(over))


def _weight(evidence: dict[str, float]) -> float:
    return load_linear("own_place_grouping").probability(evidence)


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
