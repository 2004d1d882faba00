"""The places that a mention may mean: the name as written, then with less and less of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from gazetteer.features import group
from gazetteer.fold import fold
from gazetteer.geocoder import Gazetteer
from gazetteer.place import NameMatch, Place
from geoincidents.resolution.sphere import distance_m
from geoincidents.resolution.wordlists import feature_words, name_words
from geoincidents.types import MentionKind

MAX_CANDIDATES = 150
"""Most places kept for a name. The commonest names of the world ("San José", "Santa Cruz") have more than a
thousand; the rightful one is among the first hundred and fifty by importance in every corpus measured."""

FUZZY_MIN_LETTERS = 6
"""Shorter names have too many near neighbours ("Iran", "Irun") for a guess at a misspelling."""


FUZZY_MIN_SCORE = 0.85
"""One letter in seven; looser matches were another place nine times in ten."""


DIVISIONS = frozenset({"admin1", "admin2"})
SETTLEMENTS = frozenset({"settlement"})
NAMESAKE_POPULATION = 20_000
"""A town of this size gave its name to the division rather than shares it by chance."""


LARGE_CITY, TIMES_LARGER = 250_000, 20
"""A city of so many people, and so many times as many as the place called "North Ardel", has parts that news
names so: the largest cities of most states and countries."""
PART_M = 60_000.0
"""A place of that name so near the city is what is meant: its part or its suburb."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """What the gazetteer knows of a name.

    Attributes
    ----------
    matches : tuple of NameMatch
        Best first.
    wanted : frozenset of str
        Feature groups that the words of the name call for ("county" → admin2); empty where none do.
    with_word : frozenset of str
        Ids of the places that bear the name together with the feature word behind it.
    stripped : str or None
        The shorter name that was found in place of the whole one.
    people : bool
        Whether the name is a people's.
    """

    matches: tuple[NameMatch, ...]
    wanted: frozenset[str] = frozenset()
    with_word: frozenset[str] = frozenset()
    stripped: str | None = None
    people: bool = False


_KEPT_NAMES, _KEPT_SEARCHES = 1024, 256
"""Names whose places are kept, 2 KB each. In 1,200 made-up articles of ten sentences of news 13,817 names
are asked for, and 1,976 different ones; the searches behind them hardly repeat (2,092 of 2,258 differ)."""


_STATES = frozenset({"AU", "CA", "US"})
"""Countries whose divisions are states and provinces: "the New York region" is the city with its suburbs."""


class CandidateFinder:
    """Looks names up, each once.

    The cache holds answers of the gazetteer only, so that what a document resolves to does not hang on
    those before it.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._search = lru_cache(maxsize=_KEPT_SEARCHES)(self._search_once)
        self.find = lru_cache(maxsize=_KEPT_NAMES)(self._find)

    def _search_once(self, name: str) -> tuple[NameMatch, ...]:
        return tuple(self._gazetteer.search(name, limit=MAX_CANDIDATES))

    def _find(self, name: str, kind: MentionKind, following: str = "") -> Found:
        """Return the places of a name.

        Parameters
        ----------
        name : str
            Without possessive and line breaks.
        kind : MentionKind
            A demonym means what its people are named after; places that bear the very word come last.
        following : str
            The feature word right after the name, outside of it ("province"), or "".
        """
        if kind == "demonym":
            return self._find_people(name, following)
        words = feature_words()
        wanted = words.get(following, frozenset())
        matches = self._search(name)
        if "admin1" in wanted and any(m.kind == "exact" and m.place.feature_code == "ADM1" for m in matches):
            wanted = wanted - {"country"}
        last = name.casefold().rsplit(" ", 1)[-1]
        wanted = wanted or words.get(last, frozenset())
        longer: tuple[NameMatch, ...] = ()
        if following:
            longer = tuple(m for m in self._search(f"{name} {following}") if m.kind != "fuzzy")
            longer = tuple(match for match in longer if in_groups(match.place, wanted))
            if following == "region" and _any_in(matches, SETTLEMENTS):
                # A division called after its town, or else the surroundings of a town, which are no county.
                longer += tuple(m for m in self._search(f"{name} oblast") if m.kind != "fuzzy")
                longer = tuple(match for match in longer if match.place.feature_code != "ADM2")
                wanted = wanted - SETTLEMENTS - {"section"} if _is_division(matches) else frozenset()
            matches = _united(matches, longer)
        if matches:
            matches = _united(matches, (*self._of_kind(name), *self._turned(name, matches)))
            if wanted <= SETTLEMENTS | {"section"}:
                matches = _united(matches, self._namesakes(name, matches))
            if not following and last in words and len(name.split()) > 1 and not _any_in(matches, wanted):
                # "Rapides Parish" may be stored as "Rapides".
                shorter = name.rsplit(" ", 1)[0]
                return Found(matches=_united(matches, self._search(shorter)), wanted=wanted)
            whole = frozenset(match.place.id for match in longer)
            return Found(matches=matches, wanted=wanted, with_word=whole)
        if last in name_words("whole"):
            return Found(matches=(), wanted=wanted)
        for shorter in _shorter(name):
            matches = self._search(shorter)
            if matches:
                return Found(matches=matches, wanted=wanted, stripped=shorter)
        if len(name) >= FUZZY_MIN_LETTERS:
            similar = self._gazetteer.search(name, fuzzy=True, limit=20)
            matches = tuple(match for match in similar if match.score >= FUZZY_MIN_SCORE)
        return Found(matches=matches, wanted=wanted)

    def _find_people(self, name: str, following: str) -> Found:
        """Return what a people is named after, or lives in: "the Amhara region"."""
        matches = self._search(name)
        home = tuple(m for m in matches if m.kind == "exact" and m.place.feature_code == "ADM1")
        if home and "admin1" in feature_words().get(following, ()):
            return Found(matches=home, wanted=feature_words()[following])
        people = tuple(m for m in matches if m.kind == "demonym")
        bearers = tuple(m for m in matches if m.kind == "exact" and m.score >= 1.0)
        return Found(matches=_united(people, bearers) if people else matches, people=bool(people))

    def _of_kind(self, name: str) -> tuple[NameMatch, ...]:
        """Return the towns that "City of Ardel" may mean, one of which has those words in its name."""
        kind, of, rest = name.partition(" of ")
        groups = feature_words().get(kind.casefold(), frozenset())
        if not of or not groups & SETTLEMENTS:
            return ()
        return tuple(m for m in self._search(rest) if m.kind == "exact" and in_groups(m.place, groups))

    def _turned(self, name: str, matches: tuple[NameMatch, ...]) -> tuple[NameMatch, ...]:
        """Return the large city of which "North Ardel" is a part, where no place of that name is near it."""
        turn, _, rest = name.partition(" ")
        if not rest or turn.casefold() not in name_words("part"):
            return ()
        city = next((m for m in self._search(rest) if in_groups(m.place, SETTLEMENTS)), None)
        if city is None or city.kind != "exact" or (city.place.population or 0) < LARGE_CITY:
            return ()
        here = city.place
        if any(
            distance_m(here.lon, here.lat, m.place.lon, m.place.lat) < PART_M
            or (m.place.population or 0) * TIMES_LARGER > (here.population or 0)
            for m in matches
            if m.kind in {"exact", "folded", "alias"}
        ):
            return ()
        return (replace(city, kind="alias"),)

    def _namesakes(self, name: str, matches: tuple[NameMatch, ...]) -> tuple[NameMatch, ...]:
        """Return the towns that a division is called after, where only the division has this spelling."""
        folded = fold(name)
        found: tuple[NameMatch, ...] = ()
        for match in matches:
            division = match.place
            if not in_groups(division, DIVISIONS) or match.kind not in {"alias", "folded"}:
                continue
            if fold(division.name) == folded:
                continue
            towns = tuple(
                replace(town, kind=match.kind, score=match.score)
                for town in self._search(division.name)
                if town.kind == "exact"
                and in_groups(town.place, SETTLEMENTS)
                and (town.place.population or 0) >= NAMESAKE_POPULATION
                and (town.place.country_code, town.place.admin1_code)
                == (division.country_code, division.admin1_code)
            )
            found = _united(found, towns[:1])
        return found


def _is_division(matches: tuple[NameMatch, ...]) -> bool:
    """Tell whether "the Gao region" is a division: there is one of the likeliest town's name."""
    town = next((m.place for m in matches if in_groups(m.place, SETTLEMENTS)), None)
    if town is None or town.country_code in _STATES:
        return False
    return any(m.place.feature_code == "ADM1" and m.place.country_code == town.country_code for m in matches)


def not_of_another(matches: tuple[NameMatch, ...]) -> tuple[NameMatch, ...]:
    """Leave out of "the Ardel district" a town Ardel that lies in another district of the same division."""
    own = {
        (m.place.country_code, m.place.admin1_code): m.place.admin2_code
        for m in reversed(matches)
        if m.kind in {"exact", "folded"} and m.place.feature_code == "ADM2" and m.place.admin2_code
    }

    def is_of_another(place: Place) -> bool:
        district = own.get((place.country_code, place.admin1_code), place.admin2_code)
        return in_groups(place, SETTLEMENTS) and place.admin2_code not in {None, district}

    return tuple(match for match in matches if not is_of_another(match.place))


def calls_a_town(word: str) -> bool:
    """Tell whether a feature word beside a name says that it is a settlement: "town", "village"."""
    wanted = feature_words().get(word)
    return wanted is not None and wanted <= SETTLEMENTS | {"section"}


def only_towns(matches: tuple[NameMatch, ...]) -> tuple[NameMatch, ...]:
    """Leave out of "Ardel town" a district Ardel where a town of that name lies in the same province."""
    settled = {
        (m.place.country_code, m.place.admin1_code)
        for m in matches
        if m.kind in {"exact", "folded"} and in_groups(m.place, SETTLEMENTS)
    }

    def is_district(place: Place) -> bool:
        return place.feature_code == "ADM2" and (place.country_code, place.admin1_code) in settled

    return tuple(match for match in matches if not is_district(match.place))


def in_groups(place: Place, groups: frozenset[str]) -> bool:
    """Tell whether a place is of one of the feature groups."""
    return group(place.feature_class, place.feature_code) in groups


def _any_in(matches: tuple[NameMatch, ...], groups: frozenset[str]) -> bool:
    return any(in_groups(match.place, groups) for match in matches)


def _united(first: tuple[NameMatch, ...], second: tuple[NameMatch, ...]) -> tuple[NameMatch, ...]:
    known = {match.place.id for match in first}
    return (*first, *(match for match in second if match.place.id not in known))


def _shorter(name: str) -> Iterator[str]:
    """Yield a name without what follows a comma, its head ("northern") or its tail ("airport")."""
    head, comma, _ = name.partition(",")
    if comma and head.strip():
        yield head.strip()
    lowered = name.casefold()
    for word in name_words("lead"):
        if lowered.startswith(word + " "):
            rest = name[len(word) + 1 :].strip()
            if rest:
                yield rest
                yield from _without_tail(rest)
    yield from _without_tail(name)


def _without_tail(name: str) -> Iterator[str]:
    lowered = name.casefold()
    for word in (*name_words("tail"), *feature_words()):
        joined = word if word.startswith(("'", "’")) else " " + word
        if lowered.endswith(joined):
            rest = name[: -len(joined)].strip()
            if rest:
                yield rest
