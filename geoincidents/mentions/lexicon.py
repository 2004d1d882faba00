"""Which stretches of a text the gazetteer knows as names, and what sort of place each may be."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from gazetteer.fold import fold
from geoincidents.mentions.tokens import Token
from geoincidents.mentions.words import words

if TYPE_CHECKING:
    from gazetteer.geocoder import Gazetteer
    from gazetteer.place import NameMatch

NameClass = Literal[
    "country", "admin1", "admin2", "city", "town", "village", "region", "facility", "demonym", "abbreviation"
]  # fmt: skip
_LONGEST = 6  # tokens: "Islamic Republic of Iran", "Saint-Pierre-et-Miquelon"; 99.9 % of the default names
_KEPT_NAMES, _KEPT_BEGINNINGS = 4096, 2048
"""Answers kept: 2 MB. In 2,500 made-up articles of ten sentences of news (20,836 names, 13,613 beginnings) a
fourth more names are looked up than with no limit, at 62 µs, and a third more beginnings, at 5: less than
a hundredth of the pipeline's time."""
_SHORT = 4  # letters
_SAME_CASE = 0.9  # NameMatch.score of a code in the other case is below
_CITY, _TOWN = 100_000, 10_000  # inhabitants; the classes that the model learned with


class Entry(NamedTuple):
    """What the gazetteer says of a name.

    Attributes
    ----------
    name_class : NameClass
        Class of the most important place of that name.
    importance : float
        Its importance, 0 to 1.
    demonym : bool
        Whether the name is also that of a people.
    division : bool
        Whether it is also the very name of a province or district.
    """

    name_class: NameClass
    importance: float
    demonym: bool
    division: bool = False


class Match(NamedTuple):
    """A known name in the text: tokens ``first`` to ``last`` (half-open) and what the gazetteer says."""

    first: int
    last: int
    entry: Entry


class Lexicon:
    """The gazetteer, asked name by name and remembered.

    Parameters
    ----------
    gazetteer : Gazetteer
        Where names are looked up.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.entry = lru_cache(maxsize=_KEPT_NAMES)(self._entry)
        self.begins = lru_cache(maxsize=_KEPT_BEGINNINGS)(self._begins)

    def _begins(self, name: str) -> bool:
        """Tell whether some known name begins with the whole words of `name`."""
        folded = fold(name)
        return bool(folded) and self._gazetteer.has_prefix(folded + " ")

    def matches(self, text: str, tokens: Sequence[Token]) -> list[Match]:
        """Return the longest known name at each capitalised token, left to right, not overlapping."""
        found = []
        index = 0
        while index < len(tokens):
            match = self.longest(text, tokens, index) if _may_begin(tokens, index) else None
            if match is None:
                index += 1
            else:
                found.append(match)
                index = match.last
        return found

    def longest(self, text: str, tokens: Sequence[Token], first: int) -> Match | None:
        """Return the longest known name that begins at token `first`."""
        best = None
        start = tokens[first].start
        for last in range(first + 1, min(first + _LONGEST, len(tokens)) + 1):
            token = tokens[last - 1]
            name = text[start : token.end]
            if last - first > 1 and "\n\n" in text[tokens[last - 2].end : token.start]:
                break
            if _is_name_like(token.text) and (entry := self.entry(name)) is not None:
                best = Match(first, last, entry)
            if last == len(tokens) or not _may_go_on(tokens[last].text):
                break
            if not self.begins(name):
                break
        if best is not None and best.entry.name_class == "abbreviation" and best.last < len(tokens):
            stop = tokens[best.last]
            if stop.text == "." and stop.start == tokens[best.last - 1].end:
                return best._replace(last=best.last + 1)
        return best

    def _entry(self, name: str) -> Entry | None:
        """Return what the gazetteer says of a name; None where it has no such name."""
        if not self._gazetteer.has_name(name):
            return None
        peoples: list[NameMatch] = []
        places: list[NameMatch] = []
        for match in self._gazetteer.search(name, limit=8):
            if match.kind == "demonym":
                peoples.append(match)
            elif self._is_current(match, name):
                places.append(match)
        if not peoples and not places:
            return None
        people = max((match.place.importance for match in peoples), default=-1.0)
        best = max(places, key=lambda match: match.place.importance, default=None)
        if best is None or people >= best.place.importance:
            return Entry("demonym", people, True, any(m.place.feature_class == "A" for m in places))
        return Entry(_name_class(best), best.place.importance, bool(peoples))

    def _is_current(self, match: NameMatch, name: str) -> bool:
        """Tell whether English news may call the place so.

        Not by a code ("LA" is no Laos), nor by a short word that is a country's name elsewhere ("Man").
        """
        country = match.place.feature_code.startswith("PCL")
        if match.kind != "abbreviation" and not (country and len(name) <= _SHORT):
            return True
        if match.kind == "abbreviation" and match.score < _SAME_CASE:
            return False
        key = fold(name)
        return any(
            known.kind != "code" and known.language in {None, "en"} and fold(known.name) == key
            for known in self._gazetteer.names(match.place)
        )


def _name_class(match: NameMatch) -> NameClass:
    place = match.place
    if place.feature_code.startswith(("PCL", "TERR")):
        return "country"
    if match.kind == "abbreviation":
        return "abbreviation"
    if place.feature_class == "A":
        return "admin1" if place.feature_code == "ADM1" else "admin2"
    if place.feature_class == "P":
        population = place.population or 0
        return "city" if population >= _CITY else "town" if population >= _TOWN else "village"
    return "facility" if place.feature_class in {"S", "R"} else "region"


def _is_name_like(text: str) -> bool:
    return text[0].isupper() or (not text.islower() and any(letter.isupper() for letter in text))


def _may_begin(tokens: Sequence[Token], index: int) -> bool:
    text = tokens[index].text
    if _is_name_like(text):
        return True
    # "al-Qa'im", "ash-Shatrah": the article in lower case, joined to a capital.
    return (
        text in words().connectors
        and index + 2 < len(tokens)
        and tokens[index + 1].text == "-"
        and tokens[index + 1].start == tokens[index].end
        and tokens[index + 2].text[0].isupper()
    )


def _may_go_on(text: str) -> bool:
    return (
        _is_name_like(text)
        or text in {"-", ".", "&", "'", "’"}
        or text in words().connectors
        or text[0].isdigit()
    )
