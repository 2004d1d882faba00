"""The places that an incident's own words put it at, and among which one is chosen where they name none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazetteer.geodesy import distance_m
from gazetteer.location import Precision
from geoincidents.incidents.company import Company
from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.options import holds
from geoincidents.incidents.place_features import attached, entered, is_target, puts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoincidents.incidents.mention import EventMention
    from geoincidents.incidents.options import Occurrence, Option

_ACTS = 0.3
"""Least strength of a sentence whose words place the act: a plain "killed" (0.4), not "the scene" (0.2)."""
_PASSED = frozenset({"origin", "destination", "speaker", "source"})
_BROUGHT = re.compile(
    r"\b(?:taken|rushed|flown|airlifted|transported|transferred|driven|drove|brought|sent|treated|recover\w*|"
    r"hospitali[sz]ed|condition)\b"
)
_FOLLOWING = re.compile(r"\s+([\w-]+)")
_COUNTED = re.compile(
    r"\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|several|some|dozens\s+of|\d+)\s+(?:[\w-]+\s+)?\Z"
)
"""So many people are named for where they come from, not as the officials of a country."""
_BEFORE_COUNTED = 30
_BEFORE_HOSPITAL = 60
"""Characters before a hospital's town within which it is told that somebody was brought there."""
_ALSO = re.compile(r"(?:\band|\bor|,|/|&)\s+(?:in\s+|at\s+|near\s+|the\s+)*\Z")
_WAYS, _BOTH = frozenset({"origin", "destination"}), 2
_MUCH_WIDER = 3.0
"""An area so many times as wide as a place in it says less than the place."""
_INSIDE = 0.95
"""Share of a relative location's region inside an area from which it tells where in the area: all of it, but
for the slack of simplified outlines (`gazetteer.relations.confine`)."""


def stated_places(
    mentions: Sequence[EventMention], options: Sequence[Option], text: str
) -> tuple[Option, ...]:
    """Return the options that the clauses of an incident put it at; the closest ones where some hold others.

    The strongest sentences count first: a place of theirs leaves those of weaker ones aside, unless these
    lie in it ("in Estra Province … in the town of Ardel", "near the border … in Ardel").
    """
    ranked = sorted(mentions, key=lambda m: (-m.strength, m.sentence))
    stated: list[Option] = []
    company = Company.of(options)
    for mention in ranked:
        beside = _named_in(mention, company)
        if not beside:
            continue
        named = [(o, there) for o, there in beside if o.location.precision < Precision.COUNTRY]
        if mention.strength < _ACTS and stated:
            stated += [
                o
                for o, there in named
                if any(entered(mention, x, text) for x in there)
                and any(holds(s, o) or _spans(s, o) for s in stated)
            ]
            continue
        here = [
            o
            for o, there in named
            if any(is_target(mention, x, text) or entered(mention, x, text) for x in there)
        ]
        if all(o.guessed for o in here):
            here += [o for o, there in beside if any(puts(mention, x, text) for x in there)]
        if not stated:
            stated = here
        else:
            stated += [
                o
                for o in here
                if o not in stated and any(holds(s, o) or (_is_border(s) and _spans(s, o)) for s in stated)
            ]
    if not stated:
        return ()
    # A name that no gazetteer knows is placed more closely than by its country alone.
    known = [o for o in stated if not o.guessed and o.location.precision < Precision.COUNTRY]
    known = known or [o for o in stated if o.guessed] or stated
    return tuple(
        o
        for o in known
        if not any(holds(o, x) or _spans(o, x) or _is_province_of(o, x, text) for x in known if x is not o)
    )


def _named_in(mention: EventMention, company: Company) -> list[tuple[Option, list[Occurrence]]]:
    """Return the places that a sentence, or the part of it, names, each with where it does."""
    (start, end), found = mention.span, []
    for option in company.by_sentence.get(mention.sentence, ()):
        if not option.demonym:
            there = [x for x in option.occurrences if start <= x.span[0] < end]
            if there:
                found.append((option, there))
    return found


def _is_border(option: Option) -> bool:
    """Tell whether a place is a strip along a border, hundreds of kilometres long."""
    return option.relative and any("border" in occurrence.cues for occurrence in option.occurrences)


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
    wider = b.uncertainty_m * _MUCH_WIDER < a.uncertainty_m
    if not wider and (wide.relative or not narrow.relative or a.precision <= b.precision):
        return False
    if distance_m(a.lon, a.lat, b.lon, b.lat) > a.uncertainty_m:
        return False
    return wider or bool(b.region.intersection(a.region).area > _INSIDE * b.region.area)


def pool_of(mentions: Sequence[EventMention], options: Sequence[Option], text: str) -> tuple[Option, ...]:
    """Return the options among which a place is chosen: those that the incident's clauses name, if any."""
    return pool_beside(stated_places(mentions, options, text), options, text)


def pool_beside(stated: Sequence[Option], options: Sequence[Option], text: str) -> tuple[Option, ...]:
    """Return the places stated, else the known ones that are more than where somebody speaks or goes to.

    Nor does a town count from which only the hospital is told that somebody was brought to, beside another.
    """
    known = [option for option in options if not option.guessed]
    if any(option.demonym for option in known):
        named = {
            option.country_code
            for option in options
            if not (option.demonym or all(_is_dateline(o) or o.cues & _PASSED for o in option.occurrences))
        }
        known = [
            option
            for option in known
            if not (
                option.demonym and named and option.country_code not in named and _is_of_people(option, text)
            )
        ]
    pool = tuple(stated) or tuple(o for o in known if not _only_passed(o)) or tuple(known)
    left = tuple(o for o in pool if not _is_only_hospital(o, text))
    return left if any(not o.demonym and o.location.precision <= Precision.TOWN for o in left) else pool


def on_the_way(mentions: Sequence[EventMention], options: Company, text: str) -> tuple[Option, ...]:
    """Return the ends of a journey in the act's own clause, where its sentence names no other place.

    "A flight from A to B was hit by gunfire": rather at one of them than where the article is told from.
    """
    for mention in mentions:
        here = [o for o in options.by_sentence.get(mention.sentence, ()) if not o.demonym]
        if len(here) < _BOTH or mention.strength < _ACTS:
            continue
        ends = [o for o in here if any(_ends_journey(x, mention, text) for x in o.occurrences)]
        others = [o for o in here if o not in ends and not any(_is_dateline(x) for x in o.occurrences)]
        if len(ends) >= _BOTH and not others:
            return tuple(ends)
    return ()


def _is_dateline(occurrence: Occurrence) -> bool:
    return occurrence.role == "dateline" or "dateline" in occurrence.cues


def _ends_journey(occurrence: Occurrence, mention: EventMention, text: str) -> bool:
    if occurrence.cues.isdisjoint(_WAYS):
        return False
    inside = mention.span[0] <= occurrence.span[0] < mention.span[1]
    return inside and attached(mention, occurrence, text) == "same"


def unknown_here(mentions: Sequence[EventMention], options: Company) -> tuple[Option, ...]:
    """Return the names that no gazetteer knows and that the sentences of an incident put something at."""
    if not options.guessed:
        return ()
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


def _is_of_people(option: Option, text: str) -> bool:
    """Tell whether a demonym only says where people come from: "two Estran traders" elsewhere."""
    people, lower = lexicon().people, lowered(text)
    following = [_FOLLOWING.match(lower, o.span[1]) for o in option.occurrences]
    return all(word is not None and word[1] in people for word in following) and all(
        _COUNTED.search(lower, max(0, o.span[0] - _BEFORE_COUNTED), o.span[0]) for o in option.occurrences
    )


def _is_only_hospital(option: Option, text: str) -> bool:
    """Tell whether a place is named only for a hospital that people were brought to."""
    return all(
        "hospital" in o.cues
        and _BROUGHT.search(lowered(text), max(0, o.span[0] - _BEFORE_HOSPITAL), o.span[0]) is not None
        for o in option.occurrences
    )
