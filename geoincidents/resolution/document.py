"""An article's names gathered into senses, each with its candidates: what the joint decision works on."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import lru_cache

from gazetteer.features import group as feature_group
from gazetteer.fold import fold
from gazetteer.place import NameMatch, Place
from geoincidents.resolution.candidates import (
    CandidateFinder,
    Found,
    calls_a_town,
    not_of_another,
    only_towns,
)
from geoincidents.resolution.context import Evidence
from geoincidents.resolution.sphere import distance_m
from geoincidents.resolution.wordlists import feature_words

PUBLISHER_WEIGHT = 1.5
"""A local paper's town counts for more than one mention and for less than many."""

LEVELS = {
    "continent": 0, "country": 1, "admin1": 2, "admin2": 3, "admin3": 4, "settlement": 5, "section": 6,
}  # fmt: skip
"""Feature groups in the order in which they hold each other; others stand apart."""

OTHER_LEVEL = 7


@dataclass(frozen=True, slots=True)
class Option:
    """A candidate with what the features ask of it again and again.

    Attributes
    ----------
    match : NameMatch
        The name found.
    place : Place
        The place.
    group : str
        Feature group.
    level : int
        Rank by `LEVELS`.
    country, admin1 : str or None
        Code of the country; country and first-order code in one key.
    fine, coarse : int or None
        Cells of the grids of half a degree and of two (`cell_of`); None for what is too wide to have a cell.
    """

    match: NameMatch
    place: Place
    group: str
    level: int
    country: str | None
    admin1: str | None
    fine: int | None
    coarse: int | None


@dataclass(slots=True)
class Sense:
    """One name in one meaning: all its mentions are decided together.

    Attributes
    ----------
    name : str
        As first written.
    kin : str
        Folded name, shared by the senses of one name.
    members : list of int
        Indices into ``Evidence.names``.
    found : Found
        What the gazetteer knows.
    options : list of Option
        The candidates.
    weight : float
        How much it counts as evidence for others.
    parents, children, siblings, neighbours, kin_senses : list of int
        Other senses: those that hold it, lie in it, are listed with it, are close by, bear the same name.
    over : list of int
        Senses in the labels and headings that stand over its first mention, the nearest first.
    beside : list of int
        The neighbours that stand in one paragraph with it.
    in_capital : bool
        Whether one of its mentions is said to lie in "the capital".
    publisher : bool
        Whether the outlet bears this name.
    witness : bool
        Whether no mention asks for it.
    speaks : bool
        Whether one of its mentions says, denies or is addressed as governments are.
    article : bool
        Whether one of its mentions stands with an article, as rivers and seas do.
    dateline : bool
        Whether one of its mentions opens the dateline.
    """

    name: str
    kin: str
    found: Found
    options: list[Option]
    members: list[int] = field(default_factory=list)
    weight: float = 1.0
    parents: list[int] = field(default_factory=list)
    children: list[int] = field(default_factory=list)
    siblings: list[int] = field(default_factory=list)
    neighbours: list[int] = field(default_factory=list)
    kin_senses: list[int] = field(default_factory=list)
    over: list[int] = field(default_factory=list)
    beside: list[int] = field(default_factory=list)
    in_capital: bool = False
    publisher: bool = False
    witness: bool = False
    dateline: bool = False
    speaks: bool = False
    article: bool = False


WIDE_M = 150_000.0
"""Regions wider than this are near to nothing in particular."""


def option_of(match: NameMatch) -> Option:
    """Return a candidate prepared for the features."""
    place = match.place
    group = feature_group(place.feature_class, place.feature_code)
    level = LEVELS.get(group, OTHER_LEVEL)
    narrow = level > LEVELS["admin1"] and place.extent_m < WIDE_M
    return Option(
        match=match,
        place=place,
        group=group,
        level=level,
        country=place.country_code,
        admin1=f"{place.country_code}.{place.admin1_code}"
        if place.admin1_code and place.country_code
        else None,
        fine=cell_of(place.lon, place.lat, FINE_DEG) if narrow else None,
        coarse=cell_of(place.lon, place.lat, COARSE_DEG) if narrow else None,
    )


FINE_DEG, COARSE_DEG = 0.5, 2.0
"""Sides of the grids on which nearness is counted: with the eight cells around, about 50 and 200 km."""
_ROW = 1024
"""More than the cells from pole to pole."""
AROUND_CELL = tuple(right * _ROW + up for right in (-1, 0, 1) for up in (-1, 0, 1))
"""Steps from a cell to itself and the eight around it."""


def cell_of(lon: float, lat: float, side_deg: float) -> int:
    """Return the cell of a grid that a point lies in, as one number: the inner loops add and look up many."""
    return int(lon // side_deg) * _ROW + int(lat // side_deg)


@lru_cache(maxsize=1024)
def _options_of(found: Found) -> list[Option]:
    return [option_of(match) for match in found.matches]


STREET_WEIGHT = 0.3
"""A street called after a place leads there, or stands in any town: a weak witness. With none LGL loses nine
names for three (given mentions), with all of it three are not gained."""

NEIGHBOURS_EACH_SIDE = 4
"""Mentions before and after that count as close by: about two sentences of news."""


def gather(evidence: Evidence, finder: CandidateFinder) -> tuple[list[Sense], list[int]]:
    """Return the senses of an article, and for each name the index of its sense."""
    keys = _sense_keys(evidence)
    districts = {named.name for named in evidence.names if named.following == "district"}
    towns = {named.name for named in evidence.names if calls_a_town(named.following)}
    senses: list[Sense] = []
    by_key: dict[tuple[str, ...], int] = {}
    sense_of: list[int] = []
    for index, (named, key) in enumerate(zip(evidence.names, keys, strict=True)):
        at = by_key.get(key)
        if at is None:
            kind = named.mention.kind if named.mention else "toponym"
            found = finder.find(named.name, kind, key[2])
            if named.witness == "parent":
                found = _only_divisions(found)
            if named.name in districts:
                found = replace(found, matches=not_of_another(found.matches))
            if named.name in towns and not key[2]:  # "Ardel town" here is "Ardel" there
                found = replace(found, matches=only_towns(found.matches))
            options = _options_of(found)
            at = by_key[key] = len(senses)
            senses.append(Sense(name=named.name, kin=key[0], found=found, options=options, witness=True))
        sense = senses[at]
        sense.members.append(index)
        sense.publisher |= named.witness == "publisher"
        sense.witness &= named.mention is None
        sense.dateline |= index in evidence.datelines
        sense.speaks |= index in evidence.speakers
        sense.in_capital |= index in evidence.in_capital
        sense.article |= named.article
        sense_of.append(at)
    _link(evidence, senses, sense_of)
    for sense in senses:
        mentioned = sum(evidence.names[index].mention is not None for index in sense.members)
        sense.weight = 1.0 + math.log(max(mentioned, 1)) if mentioned else 1.0
        if all(evidence.names[index].street for index in sense.members):
            sense.weight *= STREET_WEIGHT
        if sense.publisher:
            sense.weight = max(sense.weight, PUBLISHER_WEIGHT)
    return senses, sense_of


def _only_divisions(found: Found) -> Found:
    """Leave what may follow a comma as the parent of a town: "Ohio", hardly another town or a weekday."""
    kept = tuple(
        match
        for match in found.matches
        if match.kind != "fuzzy" and option_of(match).level <= LEVELS["admin2"]
    )
    return Found(matches=kept)


def _sense_keys(evidence: Evidence) -> list[tuple[str, ...]]:
    """Return a key for each name: one sense a document, unless the text gives one name several parents."""
    words = feature_words()
    base: list[tuple[str, ...]] = []
    towns = {fold(named.name) for named in evidence.names if not named.street}
    for named in evidence.names:
        demonym = "demonym" if named.mention and named.mention.kind == "demonym" else ""
        # Followed by "province" the same name means another thing; "Paris City Council" speaks of Paris.
        apart = named.following == "region" or "settlement" not in words.get(named.following, ("settlement",))
        other_kind = named.following if apart else ""
        street = ("street",) if named.street and fold(named.name) not in towns else ()
        base.append((fold(named.name), demonym, other_kind, *street))
    said_parents: list[tuple[str, ...]] = [
        tuple(sorted({base[p][0] for p in evidence.parents.get(index, ()) if base[p][0] != base[index][0]}))
        for index in range(len(base))
    ]
    variants: dict[tuple[str, ...], dict[tuple[str, ...], None]] = defaultdict(dict)
    for key, parents in zip(base, said_parents, strict=True):
        if parents:
            variants[key].setdefault(parents)
    last: dict[tuple[str, ...], tuple[str, ...]] = {}
    keys: list[tuple[str, ...]] = []
    for key, parents in zip(base, said_parents, strict=True):
        if len(variants[key]) < 2:
            keys.append(key)
            continue
        chosen = parents or last.get(key) or next(iter(variants[key]))
        last[key] = chosen
        keys.append((*key, *chosen))
    return keys


def _link(evidence: Evidence, senses: list[Sense], sense_of: list[int]) -> None:
    for child, parents in evidence.parents.items():
        for parent in parents:
            _add(senses[sense_of[child]].parents, sense_of[parent], sense_of[child])
            _add(senses[sense_of[parent]].children, sense_of[child], sense_of[parent])
    for name, siblings in evidence.siblings.items():
        for sibling in siblings:
            _add(senses[sense_of[name]].siblings, sense_of[sibling], sense_of[name])
    _link_kin(senses)
    for name, over in evidence.over.items():
        own = sense_of[name]
        if senses[own].members[0] == name:
            for other in over:
                _add(senses[own].over, sense_of[other], own)
    order = [at for at, named in zip(sense_of, evidence.names, strict=True) if named.mention]
    for position, at in enumerate(order):
        low = max(0, position - NEIGHBOURS_EACH_SIDE)
        for place in range(low, min(position + NEIGHBOURS_EACH_SIDE + 1, len(order))):
            _add(senses[at].neighbours, order[place], at)
            if evidence.paragraphs[place] == evidence.paragraphs[position]:
                _add(senses[at].beside, order[place], at)


def _link_kin(senses: list[Sense]) -> None:
    by_kin: dict[str, list[int]] = defaultdict(list)
    for at, sense in enumerate(senses):
        by_kin[sense.kin].append(at)
    for relatives in by_kin.values():
        for at in relatives if len(relatives) > 1 else ():
            for other in relatives[:MOST_LINKS]:
                if senses[at].parents and senses[other].parents:
                    continue  # "Cambridge, Massachusetts" and "Cambridge, England"
                _add(senses[at].kin_senses, other, at)


MOST_LINKS = 40
"""A name repeated through a long text has many neighbours; the first forty tell enough."""


def _add(links: list[int], other: int, own: int) -> None:
    if other != own and len(links) < MOST_LINKS and other not in links:
        links.append(other)


def holds(outer: Option, inner: Option) -> bool:
    """Tell whether the outer place holds the inner one: by codes where both have them, else by distance."""
    if outer.place.id == inner.place.id or outer.level > inner.level:
        return False
    match outer.group:
        case "country":
            return outer.country is not None and outer.country == inner.country and inner.group != "country"
        case "admin1":
            return outer.admin1 is not None and outer.admin1 == inner.admin1 and inner.group != "admin1"
        case "admin2":
            return _holds_admin2(outer.place, inner.place) and inner.group != "admin2"
        case "sea" | "lake" | "river" | "road":
            return False
    return outer.level < OTHER_LEVEL and _within_extent(outer.place, inner.place)


def _holds_admin2(outer: Place, inner: Place) -> bool:
    if (outer.country_code, outer.admin1_code) != (inner.country_code, inner.admin1_code):
        return False
    if outer.admin2_code and inner.admin2_code:
        return outer.admin2_code == inner.admin2_code
    return _within_extent(outer, inner)


REACH = 1.5
"""A place's typical radius times this still belongs to it: the shapes are not circles."""


def _within_extent(outer: Place, inner: Place) -> bool:
    if outer.bbox is not None:
        west, south, east, north = outer.bbox
        inside = west <= inner.lon <= east if west <= east else inner.lon >= west or inner.lon <= east
        return inside and south <= inner.lat <= north
    return distance_m(outer.lon, outer.lat, inner.lon, inner.lat) <= outer.extent_m * REACH
