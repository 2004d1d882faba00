"""Doubts about a name that the model calls a place: small places, unknown names, everyday words.

A country or a city is believed. Of the others the more has to speak for a place the less the gazetteer knows:
the model's probability here and wherever else the article writes the name, the words in and around it.
"""

from __future__ import annotations

from geoincidents.mentions.context import plain
from geoincidents.mentions.lexicon import Entry
from geoincidents.mentions.reading import PLACES, STRONG, Reading
from geoincidents.mentions.words import words

_DOUBTFUL = 0.5
"""Of names that the gazetteer does not know, or as a small town, and that the model finds less probable than
this, fewer than two in five were places on the development sets; above it, three in four."""
_DOUBTFUL_THERE = 0.4
_BARE = 0.7
"""The same for a name that the gazetteer does not know and that nothing in it or beside it calls a place."""
_ELSEWHERE, _ELSEWHERE_KNOWN = 0.5, 0.3
"""Mean probability over the article below which a name is none, for names unknown and known."""
_SURE = 0.9


def is_doubtful(reading: Reading, first: int, last: int) -> bool:
    """Tell whether too little speaks for a place in the name that the model calls one."""
    entry = reading.entry(first, last)
    strong = entry is not None and entry.name_class in STRONG
    if strong and not reading.is_everyday(first, last):
        return "evidence" in reading.rules and _is_person(reading, first, last)
    if reading.is_called(first, last) or reading.is_measured(first, last):
        return False
    if entry is not None and (reading.is_attacked(first, last) or reading.is_linked(first, last)):
        return False
    share = reading.share("LOC", first, last)
    if "doubts" in reading.rules and _is_improbable(reading, first, last, entry, share):
        return True
    person = "evidence" in reading.rules and last - first == 1
    person = person and reading.tokens[first].text in reading.persons
    there = share > _DOUBTFUL and _is_where(reading, first, last) and not _owns(reading, last)
    return share < _SURE and not there and (person or reading.is_hardly(first, last))


def _is_person(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a city's name is mostly a person's in the article."""
    if reading.is_there(first, last) or reading.is_called(first, last):
        return False
    return reading.elsewhere(first, last) < reading.elsewhere(first, last, "PER")


def _is_improbable(reading: Reading, first: int, last: int, entry: Entry | None, share: float) -> bool:
    if entry is not None:
        if reading.is_there(first, last):
            return False
        return share < _DOUBTFUL or reading.elsewhere(first, last) < _ELSEWHERE_KNOWN
    if reading.is_everyday(first, last):
        return True
    where = _is_where(reading, first, last)
    if where or has_place_word(reading, first, last):
        least = _DOUBTFUL_THERE if where else _DOUBTFUL
        return share < least or (share < _BARE and reading.elsewhere(first, last) < _DOUBTFUL_THERE)
    return share < _BARE or reading.elsewhere(first, last) < _ELSEWHERE


def _is_where(reading: Reading, first: int, last: int) -> bool:
    """Tell whether the words before it can only stand before a place: "in X", "Smith, 45, from X"."""
    before = reading.near(first, last).before
    if before in words().movements:
        return before == "from" and first > 1 and reading.tokens[first - 2].text == ","
    return before in words().place_prepositions | words().settlement_nouns


def _owns(reading: Reading, last: int) -> bool:
    """Tell whether something is said to be its own: "in X's house"."""
    return last < len(reading.tokens) and reading.tokens[last].text in {"'s", "’s", "'", "’"}


def has_place_word(reading: Reading, first: int, last: int) -> bool:
    """Tell whether the name's own words or its container speak of a place: "X River", "X, Ohio"."""
    lists = words()
    kinds = lists.facility_heads | lists.street_heads | lists.settlement_nouns | lists.landforms
    if last - first > 1 and any(plain(token.text) in kinds for token in reading.tokens[first:last]):
        return True
    if any(token.text in kinds for token in reading.tokens[last : last + 2]):
        return True
    for index in range(first, last):
        inner = reading.match_at.get(index)
        if (
            inner is not None
            and inner.entry.name_class in PLACES
            and not reading.is_everyday(inner.first, inner.last)
        ):
            return True
    container = (
        reading.match_at.get(last + 1)
        if reading.tokens[last : last + 1] and reading.tokens[last].text == ","
        else None
    )
    return (
        container is not None
        and container.first == last + 1
        and container.entry.name_class in PLACES | {"abbreviation"}
    )
