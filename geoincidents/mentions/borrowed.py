"""Places' names in the names of other things: money, roads, newspapers, strains, sicknesses, feasts."""

from __future__ import annotations

from collections.abc import Sequence

from geoincidents.mentions.context import plain
from geoincidents.mentions.reading import STRONG, Reading
from geoincidents.mentions.things import after_thing, before_sickness
from geoincidents.mentions.tokens import Token
from geoincidents.mentions.words import words

_NAMES = 4
"""Words of a person's name behind its title, and the title."""


def is_in_a_name(reading: Reading, first: int, last: int) -> bool:
    """Tell whether it is money, a newspaper, a strain or a sickness: "US$", "China Daily", "X virus"."""
    return "names" in reading.rules and (
        _is_surname(reading, first)
        or _is_coded(reading.tokens, first, last)
        or before_sickness(reading.tokens, last)
        or _is_feast(reading.tokens, last)
        or _is_war(reading, first, last)
        or _is_called_thing(reading, first, last)
        or _is_paper(reading, first, last)
    )


def _is_surname(reading: Reading, first: int) -> bool:
    """Tell whether it ends a person's name behind a title: "Mr Samuel Ardel"."""
    at = first - 1
    while at > max(first - _NAMES, 0) and reading.tokens[at].text.istitle() and not _is_title(reading, at):
        at -= 1
    return at >= 0 and reading.sentence[at] == reading.sentence[first] and _is_title(reading, at)


def _is_title(reading: Reading, at: int) -> bool:
    text = reading.tokens[at].text
    return text.istitle() and plain(text) in words().name_titles


def _is_paper(reading: Reading, first: int, last: int) -> bool:
    """Tell whether it is, or begins, a newspaper's or station's name."""
    if plain(reading.tokens[last - 1].text) in words().media_heads and last - first > 1:
        return reading.entry(first, last) is None
    after = reading.tokens[last].text if last < len(reading.tokens) else ""
    return after[:1].isupper() and plain(after) in words().media_heads


def _is_war(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a war is named after a part of the world: "Gulf War"; the "Iraq War" was in Iraq."""
    after = reading.tokens[last].text if last < len(reading.tokens) else ""
    entry = reading.entry(first, last)
    return after == "War" and (entry is None or entry.name_class != "country")


def _is_called_thing(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a name that no large place bears is a sickness's or a thing's in the article."""
    name = [token.text for token in reading.tokens[first:last]]
    if last - first > 1 and plain(name[0]) in words().storms:
        return True
    if not (reading.things.issuperset(name) or after_thing(reading.tokens, first)):
        return False
    entry = reading.entry(first, last)
    weighty = entry is not None and entry.name_class in STRONG | {"admin2"}
    return (
        not weighty and reading.near(first, last).before not in words().place_prepositions - words().movements
    )


def _is_feast(tokens: Sequence[Token], last: int) -> bool:
    """Tell whether a day is called so: "St. Patrick's Day"."""
    return [token.text for token in tokens[last : last + 2]] in (["'s", "Day"], ["’s", "Day"])


def _is_coded(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether it is part of a code: "US$ 5", the road "US-24", the strain "B/Ohio/2/2012"."""
    before = tokens[first - 1].text if first and tokens[first - 1].end == tokens[first].start else ""
    joined = last < len(tokens) and tokens[last].start == tokens[last - 1].end
    joint = tokens[last].text if joined else ""
    if "$" in {before, joint}:
        return True
    number = joined and last + 1 < len(tokens) and tokens[last + 1].text[0].isdigit()
    strain = before == joint == "/"
    road = joint == "-" and tokens[first].text.isupper()
    return bool(number) and (strain or road)
