"""Names that the gazetteer knows where the model says something else: nothing, an organisation, a person."""

from __future__ import annotations

from geoincidents.mentions.borrowed import is_in_a_name
from geoincidents.mentions.context import plain
from geoincidents.mentions.lexicon import Entry, Match
from geoincidents.mentions.reading import PLACES, STRONG, Reading
from geoincidents.mentions.tagged import Entity
from geoincidents.mentions.words import words

Taken = tuple[int, int, float]
"""Tokens, half-open, and score."""

_DIVISIONS = frozenset({"country", "admin1", "admin2"})
_BY_RULE = 0.5  # the least score of a name that a rule takes
# Score of a known town whose police or people follow, or that opens a dateline: in LGL 81 of 86, 7 of 10
# and 35 of 36 of those that a rule took were places; the score is less, for what other collections may hold.
_TOLD = 0.8
_SURELY = 0.7  # a person's name, from here on
# Least probability of a place for a known name without a label, by weight and by the words around it: chosen
# by eye where more than half of such names were places, on development texts of both kinds (training, news).
_LEAST_STRONG, _LEAST_THERE, _LEAST = 0.1, 0.1, 0.3


def otherwise(reading: Reading, match: Match) -> Taken | None:  # noqa: PLR0911 - one answer a case
    """Return the place's name in a known name that is not labelled a place; None where there is none."""
    first, last, entry = _without_article(reading, match)
    owner = next((entity for entity in reading.owner[first:last] if entity is not None), None)
    label = owner.label if owner is not None else None
    if entry.name_class == "demonym" or (entry.demonym and label == "NORP"):
        inside = owner is not None and last - first > 1 and owner.first >= first and owner.last <= last
        if "demonyms" in reading.rules and (label != "PER" or inside):
            return first, last, max(reading.share("NORP", first, last), _BY_RULE)
        return None
    strong = entry.name_class in STRONG
    is_dateline = entry.name_class in PLACES and reading.is_dateline(first, last)
    if reading.is_constituency(first, last) and not reading.is_everyday(first, last):
        return first, last, _TOLD
    if (
        entry.name_class == "abbreviation"
        or (reading.is_acronym(first, last) and not is_dateline)
        or is_in_a_name(reading, first, last)
        or (
            not strong and reading.is_hardly(first, last) and not _is_named_all_the_same(reading, first, last)
        )
    ):
        return None
    if told_town := least_score(reading, first, last):
        return first, last, max(reading.share("LOC", first, last), told_town)
    told = reading.is_called(first, last) or is_dateline
    told = told and entry.name_class in PLACES | {"village"}
    may_be = _may_be_attacked(owner, strong, first, last)
    told = told or (may_be and reading.is_attacked(first, last))
    if told or (entry.name_class in PLACES | {"village"} and reading.is_measured(first, last)):
        return first, last, max(reading.share("LOC", first, last), _BY_RULE)
    if owner is None:
        return _unlabelled(reading, first, last, entry)
    if owner.label == "ORG":
        inner = _after_of(reading, owner, first, last)
        return _in_organization(reading, owner, *(inner or (first, last, entry)))
    if owner.label == "PER":
        return _in_person(reading, owner, first, last, entry)
    if owner.label == "NORP" and strong and reading.share("LOC", first, last) > _LEAST_STRONG:
        return first, last, reading.share("LOC", first, last)
    return None


def _may_be_attacked(owner: Entity | None, strong: bool, first: int, last: int) -> bool:
    """Tell whether what an act was done to may be a place: a person's name only where that is in doubt."""
    if owner is None:
        return True
    if owner.label == "PER":  # the model takes unknown names behind a verb for persons
        return owner.score < _SURELY and (owner.first, owner.last) == (first, last)
    return strong and owner.label == "ORG"


def _is_named_all_the_same(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a name that mostly stands for a person is here a town's: "Clinton police", "CLINTON —"."""
    capitals = reading.written(first, last).isupper()
    return reading.is_policed(first, last) or (capitals and reading.is_dateline(first, last))


def least_score(reading: Reading, first: int, last: int) -> float:
    """Return how surely a known town is named where the words around say so by themselves; 0 elsewhere."""
    entry = reading.entry(first, last)
    if entry is None or reading.is_everyday(first, last):
        return 0.0
    settled = entry.name_class in PLACES | {"village"}
    policed = settled and reading.is_policed(first, last)
    policed = policed or (settled and not entry.demonym and reading.is_peopled(first, last))
    dateline = entry.name_class in PLACES and reading.is_dateline(first, last)
    return _TOLD if policed or dateline else 0.0


def _without_article(reading: Reading, match: Match) -> Match:
    """Return "The Philippines" without its article; "The Hague" stays."""
    if plain(reading.tokens[match.first].text) == "the":
        bare = reading.entry(match.first + 1, match.last)
        if bare is not None and bare.name_class in STRONG:
            return Match(match.first + 1, match.last, bare)
    return match


def _unlabelled(reading: Reading, first: int, last: int, entry: Entry) -> Taken | None:
    if "known" not in reading.rules or reading.is_everyday(first, last) or reading.is_generic(first, last):
        return None
    near = reading.near(first, last)
    if near.after in words().street_heads and near.joined_after:
        return None
    place = reading.share("LOC", first, last)
    there = reading.is_there(first, last)
    if entry.name_class in STRONG:
        taken = there or place > _LEAST_STRONG
    else:
        # "In Dry Fork": a village whose name no person bears.
        known = entry.name_class in PLACES or (there and last - first > 1 and entry.name_class == "village")
        taken = known and place > (_LEAST_THERE if there else _LEAST)
    return (first, last, max(place, _BY_RULE)) if taken else None


def _after_of(reading: Reading, owner: Entity, first: int, last: int) -> Match | None:
    """Return the name after "of" where the gazetteer has a quarter called "University of Texas"."""
    if plain(reading.tokens[first].text) not in words().organization_heads | words().facility_heads:
        return None
    for index in range(first, last - 1):
        if reading.tokens[index].text == "of":
            inner = reading.lexicon.longest(reading.text, reading.tokens, index + 1)
            return inner if inner is not None and inner.last <= owner.last else None
    return None


def _in_organization(reading: Reading, owner: Entity, first: int, last: int, entry: Entry) -> Taken | None:
    """Return the place that an organisation is named after: "Alexandria Police", "University of Texas"."""
    if "organizations" not in reading.rules or entry.name_class not in PLACES:
        return None
    if reading.is_everyday(first, last) or reading.is_generic(first, last):
        return None
    heads = words().organization_heads | words().facility_heads
    place = reading.share("LOC", first, last)
    if "facilities" in reading.rules and entry.name_class == "facility" and last - first > 1:
        # The training texts call bases and airports organisations; a known one is a place. Schools and courts
        # are one where something is said to be there.
        acts = not words().institutions.isdisjoint(plain(token.text) for token in reading.tokens[first:last])
        taken = not acts or place > _LEAST_THERE or reading.is_there(first, last)
        last = reading.with_facility(first, last)
    elif (owner.first, owner.last) == (first, last):
        taken = _is_whole_organization(reading, first, last, entry)
    elif owner.first == first and last < owner.last:
        tail = {plain(reading.tokens[index].text) for index in range(last, owner.last)}
        if "fighters" in reading.rules and not tail.isdisjoint(words().armed_heads):
            return None  # "Ardel Liberation Front" fights in many places
        headed = not tail.isdisjoint(heads)
        county = (
            entry.name_class == "admin2" and plain(reading.tokens[last - 1].text) in words().settlement_nouns
        )
        taken = (
            county or entry.name_class in {"country", "admin1"} or (headed and entry.name_class != "region")
        )
    else:
        lead = [plain(reading.tokens[index].text) for index in range(max(owner.first, first - 4), first)]
        of = lead[-1:] == ["of"] and not heads.isdisjoint(lead)
        taken = of and entry.name_class in STRONG | _DIVISIONS
    return (first, last, max(place, _BY_RULE)) if taken else None


def _is_whole_organization(reading: Reading, first: int, last: int, entry: Entry) -> bool:
    """Tell whether a place's name that is all of an organisation's is the place's: "West Bank"."""
    place = reading.share("LOC", first, last)
    if entry.name_class in {"admin1", "region"}:
        own = [token.text for token in reading.tokens[first:last] if plain(token.text) not in {"al", "-"}]
        several = len(own) > 1 and plain(own[-1]) not in words().alliances
        return several or place > _LEAST_THERE
    least = _LEAST_THERE if reading.is_there(first, last) else _LEAST
    return entry.name_class == "country" or (entry.name_class == "city" and place > least)


def _in_person(reading: Reading, owner: Entity, first: int, last: int, entry: Entry) -> Taken | None:
    """Return a bare name without any evidence for a person: "residents of Clinton"."""
    if "persons" not in reading.rules:
        return None
    if last - first > 1 and owner.first >= first and owner.last <= last and entry.name_class == "country":
        return first, last, _BY_RULE  # "Sri Lanka", of which the model takes "Sri" for a person
    if (owner.first, owner.last) != (first, last):
        return None
    near = reading.near(first, last)
    surname = reading.tokens[last - 1].text in reading.persons
    if surname or near.before in words().person_titles or near.after in words().speech_verbs:
        return None
    place = reading.share("LOC", first, last)
    taken = entry.name_class in PLACES and (reading.is_there(first, last) or place > _LEAST)
    return (first, last, max(place, _BY_RULE)) if taken else None
