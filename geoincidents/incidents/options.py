# ruff: noqa: E501
"""The places and relative locations of an article that may be an incident's own, with the words beside them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING

from gazetteer.location import Precision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.location import Location
    from gazetteer.place import Place
    from gazetteer.relations.relation import Span
    from geoincidents.incidents.events import EventMention
    from geoincidents.types import Parse, PlaceRole

_SAYS = r"(?:said|says|told|announced|reported|stated|confirmed|declared|denied|warned|accused|condemned|urged|called|added|spokes\w+|officials?|foreign\s+minist\w+|government|ministry|parliament|congress)"
_PREPOSITION = re.compile(
    r"\b(in|at|near|on|outside|inside|from|to|of|against|between|into|around|for|through|toward|towards|by|within|over|across|with|and|throughout|off)\s+(?:the\s+|this\s+|its\s+)?(?:(?:city|town|village|municipality|province|department|district|region|state|port|capital|area|neighborhood|neighbourhood|suburb|outskirts|center|centre|northern|southern|eastern|western|north|south|east|west|central|downtown|northeastern|northwestern|southeastern|southwestern|northeast|northwest|southeast|southwest|rural|nearby|neighboring|jurisdiction|commune|county|island|locality|settlement|hamlet)\s+){0,3}(?:of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_OF_PHRASE = re.compile(
    r"\b(in|at|on|near|outside|inside|off|around|along|across)\s+(?:the\s+|a\s+|an\s+|its\s+|their\s+)?(?:[\w'’-]+\s+){1,6}?(?:of|in|at|near|outside)\s+(?:the\s+)?"
    r"(?:\w+\s+(?:city|town|village|municipality|department|district|province|region|state|port|island)\s+of\s+)?$",
    re.IGNORECASE,
)
"""A place of something at a name: "on the beach of A", "in front of the police station of A"."""
_POSSESSED = re.compile(
    r"\b(in|at|on|near|outside|inside)\s+(?:the\s+)?(?:[A-Z][\w-]*\s+){0,3}[A-Z][\w-]*['’]s\s+(?:[a-z]+\s+)?$"
)
"""In A's B: the act is at B."""
_HOME = re.compile(
    r"(?:\b(?:an?|one|two|three|the)\s+(?:[a-z]+\s+){1,2}from|\b(?:resident|residents|native|natives|citizen|man|woman|people|born|lives?|lived|living|raised|home|family|formerly|based)\s+(?:of|in|from)|\d\d?,\s+of|,\s+of)\s+$",
    re.IGNORECASE,
)
_HOSPITAL = re.compile(
    r"^\W{0,2}(?:[\w.'&-]+\s+){0,4}?(?:hospital|medical|clinic|health|trauma|infirmary|morgue)\b",
    re.IGNORECASE,
)
_HOSPITAL_BEFORE = re.compile(
    r"\b(?:hospital|hospitals|clinic|medical cent(?:er|re)|morgue)\s+(?:in|at|of)\s+$", re.IGNORECASE
)
_POLICE = re.compile(
    r"^\W{0,2}(?:\w+\s+)?(?:police|pd\b|sheriff|county sheriff|firefighters|fire department|detectives|homicide|authorities)",
    re.IGNORECASE,
)
_POLICE_ANY = re.compile(r"\bpolice|sheriff", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"^\W{0,1}\s?(?:university|college|times|post|news|herald|tribune|gazette|daily|press|court|embassy|army|front|party|radio|television|tv|street|avenue|road|boulevard|cartel|st\b|ave\b|battalion|brigade|government|state university|bank|company|airlines?)\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(rf"^(?:'s|’s)?\s+(?:\w+\s+){{0,2}}?{_SAYS}\b", re.IGNORECASE)
_SOURCE = re.compile(
    r"\b(?:statement|communique|report|speech|interview|conference|meeting|sources|dispatch|published|broadcast|offices?|headquarter\w*|told|said|according)\s+(?:\w+\s+){0,3}?(?:in|from|at)\s+$",
    re.IGNORECASE,
)
_ORIGIN = re.compile(
    r"\b(?:from|left|leaving|departed|returning from|arrived from|came from|fled)\s+(?:the\s+)?(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_DESTINATION = re.compile(
    r"\b(?:to|toward|towards|bound for|heading to|en route to|into|reached)\s+(?:the\s+)?(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^[^\n]{0,60}?(?:--|—|–|\(\w[^)]{1,30}\)\s*(?:--?|—|–)|,\s+\d{1,2}\s+\w{3,9}\.?\s+\d{2,4})"
)
_GUESSED = "surroundings"
"""How the resolver marks a name that no gazetteer knows, placed by the names around it."""
_STREET = re.compile(
    r"\b(?:street|avenue|road|drive|boulevard|lane|court|circle|way|highway|parkway|plaza|square|terrace|place|expressway|"
    r"hospital|school|park|mall|apartments|hotel|market|church|mosque|university|airport|barracks|neighbou?rhood)s?$",
    re.IGNORECASE,
)
_MARGIN = 64


_PUTS = frozenset(
    [
        "prep_in",
        "prep_at",
        "prep_near",
        "prep_outside",
        "prep_on",
        "prep_inside",
        "prep_around",
        "prep_throughout",
        "prep_through",
        "prep_between",
        "prep_across",
        "prep_off",
        "prep_along",
        "prep_over",
        "offset",
        "direction",
        "distance",
        "between",
        "near",
        "outskirts",
        "part",
        "border",
        "coast",
        "offshore",
        "road",
        "orthogonal",
        "travel",
    ]
)
"""Prepositions and relations that put an act at a place."""
_PUTS_ELSEWHERE = frozenset(
    {"dateline", "hospital", "home", "speaker", "source", "origin", "destination", "anchor", "organisation"}
)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that an option is named."""

    span: Span
    sentence: int
    role: PlaceRole | None
    cues: frozenset[str]

    @property
    def places_act(self) -> bool:
        """True where the words beside the name put an act there: a preposition of place or a relation."""
        return bool(self.cues & _PUTS) and not self.cues & _PUTS_ELSEWHERE


@dataclass(frozen=True, slots=True)
class Option:
    """A place or relative location that may be an incident's own.

    Attributes
    ----------
    name : str
        As the text names it first.
    place : Place or None
        None for coordinates and relative locations.
    location : Location
        Where.
    confidence : float
        Of the resolution.
    demonym : bool
        Only meant by "Iraqi" and the like.
    relative : bool
        A relative location.
    occurrences : tuple of Occurrence
        In the order of the text.
    """

    name: str
    place: Place | None
    location: Location
    confidence: float
    demonym: bool
    relative: bool
    occurrences: tuple[Occurrence, ...]

    @property
    def guessed(self) -> bool:
        """True for a name that no gazetteer knows, which lies somewhere round the other names."""
        return self.place is None and not self.relative and self.location.method == _GUESSED

    @property
    def country_code(self) -> str | None:
        """The country, where known."""
        return None if self.place is None else self.place.country_code


def find_options(  # noqa: PLR0912 - one pass over names, one over relations
    parse: Parse, sentences: Sequence[Span]
) -> tuple[Option, ...]:
    """Return the article's options, each place once, in the order of the text."""
    text = parse.article.text
    dateline_end = _dateline_end(text)
    glossed = {r.gloss_of for r in parse.relatives if r.gloss_of is not None}
    inside: dict[int, int] = {}
    for number, relative in enumerate(parse.relatives):
        if relative.location is not None and relative.gloss_of is None:
            inside.update(dict.fromkeys(relative.anchors, number))
    by_id = {r.place.id: r for r in parse.resolutions if r.place is not None and r.location is not None}
    grouped: dict[object, list[tuple[int, Occurrence]]] = {}
    facts: dict[object, tuple[str, Place | None, Location, float, bool, bool]] = {}
    for index, resolution in enumerate(parse.resolutions):
        if resolution.location is None:
            continue
        span = resolution.mention.span
        demonym = resolution.mention.kind == "demonym"
        key: object = resolution.place.id if resolution.place is not None else ("point", span)
        if resolution.place is None and resolution.location.method == _GUESSED:
            anchor = next(iter(resolution.location.place_ids), None)
            if resolution.location.precision < Precision.AREA or _STREET.search(resolution.mention.text):
                if anchor not in by_id:
                    continue
                key = anchor  # a site in a town that is known
            else:
                key = ("guessed", resolution.mention.text)
        cues = set(_cues(text, span, dateline_end))
        if demonym:
            cues = {"demonym"}
        elif isinstance(key, str) and resolution.place is None:
            cues.add("site_within")
        if index in glossed:
            cues.add("described")
        if index in inside:
            cues.add("anchor")
        occurrence = Occurrence(span, _sentence_of(span, sentences), resolution.role, frozenset(cues))
        grouped.setdefault((key, demonym), []).append((index, occurrence))
        known = facts.get((key, demonym))
        stands = by_id[str(key)] if "site_within" in cues else resolution
        if stands.location is not None and (known is None or stands.confidence > known[3]):
            facts[key, demonym] = (
                stands.mention.text if known is None else known[0],
                stands.place, stands.location, stands.confidence, demonym, False,
            )  # fmt: skip
    anchors = {index: parse.resolutions[index].place for r in parse.relatives for index in r.anchors}
    for number, relative in enumerate(parse.relatives):
        if relative.location is None or relative.gloss_of is not None:
            continue
        span = relative.relation.span
        cues = {*_cues(text, span, dateline_end), relative.relation.relation}
        key = ("relative", number)
        grouped[key, False] = [(-1, Occurrence(span, _sentence_of(span, sentences), None, frozenset(cues)))]
        place = next((anchors[i] for i in relative.anchors if anchors[i] is not None), None)
        confidence = min((parse.resolutions[i].confidence for i in relative.anchors), default=0.5)
        facts[key, False] = (text[slice(*span)], place, relative.location, confidence, False, True)
    options = [
        Option(*facts[key], occurrences=tuple(occurrence for _, occurrence in rows))
        for key, rows in grouped.items()
    ]
    options = _with_adjectives(options)
    options.sort(key=lambda option: (option.occurrences[0].span, option.relative))
    return tuple(options)


def _with_adjectives(options: Sequence[Option]) -> list[Option]:
    """Give a country that is also named outright the occurrences of its adjective ("Iraqi bases")."""
    adjectives = {o.place.id: o for o in options if o.demonym and o.place is not None}
    out = []
    for option in options:
        if option.place is None or option.place.id not in adjectives or option.relative:
            out.append(option)
        elif not option.demonym:
            both = (*option.occurrences, *adjectives[option.place.id].occurrences)
            out.append(replace(option, occurrences=tuple(sorted(both, key=lambda o: o.span))))
    named = {o.place.id for o in out if o.place is not None and not o.demonym and not o.relative}
    out += [o for place_id, o in adjectives.items() if place_id not in named and o not in out]
    return out


def _dateline_end(text: str) -> int:
    match = _DATELINE.match(text)
    return match.end() if match else 0


def _sentence_of(span: Span, sentences: Sequence[Span]) -> int:
    index = bisect_right(sentences, span[0], key=itemgetter(0)) - 1
    return index if index >= 0 and span[0] < sentences[index][1] else -1


def _cues(text: str, span: Span, dateline_end: int) -> list[str]:
    """Return what the words beside a name say of it."""
    before, after = text[max(0, span[0] - _MARGIN) : span[0]], text[span[1] : span[1] + _MARGIN]
    cues = []
    if span[0] < dateline_end and span[0] < 80:
        cues.append("dateline")
    preposition = _PREPOSITION.search(before)
    of_phrase = None if preposition and preposition.group(1).lower() != "of" else _OF_PHRASE.search(before)
    of_phrase = of_phrase or _POSSESSED.search(before)
    if of_phrase:
        cues.append("prep_" + of_phrase.group(1).lower())
    elif preposition:
        cues.append("prep_" + preposition.group(1).lower())
    elif re.search(r",\s*$|\(\s*$", before):
        cues.append("after_comma")
    else:
        cues.append("prep_none")
    for name, pattern, where in (
        ("home", _HOME, before), ("hospital", _HOSPITAL, after), ("hospital", _HOSPITAL_BEFORE, before),
        ("police", _POLICE, after), ("organisation", _ORGANISATION, after), ("speaker", _SPEAKS, after),
        ("source", _SOURCE, before), ("origin", _ORIGIN, before), ("destination", _DESTINATION, before),
    ):  # fmt: skip
        found = pattern.match(where) if where is after else pattern.search(where)
        if found and name not in cues:
            cues.append(name)
    if after.startswith(("'s", "’s")):
        cues.append("possessive")
    return cues


_LISTED = re.compile(
    r"^(?:\s+(?:cities|towns|villages|departments|provinces|districts|municipalities|areas))?"
    r"\s*(?:,\s+|,?\s+(?:and|as\s+well\s+as)\s+(?:also\s+)?(?:in\s+|at\s+|near\s+)?)(?:the\s+)?"
    r"(?:(?:city|town|village|municipality|province|department|district|port)\s+of\s+)?$",
    re.IGNORECASE,
)


def listed_with(
    own: Option, options: Sequence[Option], mention: EventMention, text: str
) -> tuple[Option, ...]:
    """Return the places named in one list with an incident's own: "attacks in A, B and C" are three."""
    chain: list[Option] = []
    fine = own.location.precision <= Precision.TOWN
    last = next((o for o in own.occurrences if mention.span[0] <= o.span[0] < mention.span[1]), None)
    if (
        last is None
        or own.relative
        or own.location.precision > Precision.PROVINCE
        or "prep_between" in last.cues
    ):
        return ()
    here = [
        (occurrence, option)
        for option in options
        for occurrence in option.occurrences
        if option is not own and not option.demonym and not option.relative
        and last.span[1] <= occurrence.span[0] < mention.span[1]
    ]  # fmt: skip
    here.sort(key=lambda row: row[0].span)
    for occurrence, option in here:
        if not _LISTED.match(text[last.span[1] : occurrence.span[0]]):
            break
        same_kind = (
            option.location.precision <= Precision.TOWN
        ) == fine and option.location.precision <= Precision.PROVINCE
        if not same_kind or holds(option, own) or any(holds(option, other) for other in chain):
            if holds(option, own) or any(holds(option, other) for other in chain):
                last = occurrence  # "A, in B province, and C"
                continue
            break
        chain.append(option)
        last = occurrence
    return tuple(dict.fromkeys(chain))


def holds(outer: Option, inner: Option) -> bool:
    """Tell whether one option's unit is named to hold the other's, by codes."""
    a, b = outer.place, inner.place
    if (
        a is None
        or b is None
        or outer.relative
        or a.id == b.id
        or outer.location.precision <= inner.location.precision
    ):
        return False
    if a.country_code != b.country_code or a.country_code is None:
        return False
    if outer.location.precision >= Precision.COUNTRY:
        return True
    return (
        outer.location.precision in {Precision.PROVINCE, Precision.DISTRICT}
        and a.admin1_code is not None
        and a.admin1_code == b.admin1_code
    )
