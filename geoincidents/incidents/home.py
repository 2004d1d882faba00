"""The town that a local story is told from: the one of its dateline or of its police.

Local news names its streets and quarters bare, for its readers know where they live. Such a name stands for
the town, also where the gazetteer has no place of that name but one far off.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gazetteer.features import group
from gazetteer.fold import fold
from gazetteer.geodesy import distance_m
from gazetteer.location import Precision
from geoincidents.incidents.cues import cues_of, dateline_end
from geoincidents.streets import SHORT, STREET_WORD, is_street

if TYPE_CHECKING:
    from gazetteer.place import Place
    from geoincidents.types import Parse, Resolution

_LEAST = 0.1
"""Least confidence of the town: its streets lie in it, whichever of its namesakes it is. Acc@20 on the
learning half of gva.dev is .845 with 0.5 and .858 with this; nothing more comes of less."""
_FAR_M = 100_000.0
"""A quarter lies no farther from its town's middle; the widest cities of the world reach half as far."""
_KNOWN_ALONE = 100_000
"""Towns of so many people are named without their state (those that AP style lets stand alone have more)."""
_DESK_M = 50_000.0
"""A town that the dateline's own sentence puts the act so far from is where news of a province is written."""
_FOLLOWS = 60
"""Characters behind a name in which what holds it is told: "Borvik tehsil's bazaar in Ardel district"."""
_SENTENCE_END = re.compile(r"[.!?;]\s")
_IN = frozenset({"prep_in", "prep_at", "prep_near"})
_ELSEWHERE = frozenset({"home", "origin", "destination", "speaker", "source", "organisation"})
"""A quarter may be called like a large town abroad; it is one where something happened "in" it."""
_WAY = re.compile(
    rf"\b(?:{STREET_WORD}|plaza|square|hospital|school|park|mall|apartments|hotel|market|church|mosque|university|"
    r"airport|barracks|neighbou?rhood)s?$",
    re.IGNORECASE,
)
_QUARTER_AFTER = re.compile(r"\s+(?:neighbou?rhood|quarter|section)\b")
_DIVISION_AFTER = re.compile(r"\s+(?:district|province|region|state|county|tehsil|governorate)\b")
_ADDRESS = re.compile(
    rf"\d(?: (?:hundred )?block of |(?<!\d\d)\d{{1,4}} (?:[NSEW]\. )?(?:[A-Z][a-z]+ ){{1,2}}"
    rf"(?:{STREET_WORD.title()}|{SHORT})\b)"
)


def is_site(name: str) -> bool:
    """Tell whether a name is that of a street or of a site in a town, by its last word."""
    return _WAY.search(name) is not None


_DIVISIONS = frozenset({Precision.DISTRICT, Precision.PROVINCE})


@dataclass(frozen=True)
class Home:
    """The town that an article is told from.

    Attributes
    ----------
    parse : Parse
        The article.
    town : Resolution
        Its name, as resolved.
    place : Place
        Where that is.
    desks : frozenset of str
        The identifiers of the towns that news of far acts is only written in.
    """

    parse: Parse
    town: Resolution
    place: Place
    desks: frozenset[str] = frozenset()

    @classmethod
    def of(cls, parse: Parse, desks: frozenset[str] = frozenset()) -> Home | None:
        """Return the town of the dateline, or whose police are named; None where nothing tells.

        A country's capital is where correspondents sit, so that its dateline tells nothing.
        """
        text = parse.article.text
        end = dateline_end(text)
        told: Counter[str] = Counter()
        first: dict[str, tuple[Resolution, Place]] = {}
        for resolution in parse.resolutions:
            place = resolution.place
            if place is None or not _is_town(resolution, place):
                continue
            cues = cues_of(text, resolution.mention.span, end)
            told[place.id] += 2 * _is_dateline(resolution, cues) + ("police" in cues)
            first.setdefault(place.id, (resolution, place))
        if not told or not max(told.values()):
            return None
        return cls(parse, *first[max(told, key=lambda place_id: told[place_id])], desks)

    def holds(self, resolution: Resolution) -> bool:
        """Tell whether a name is that of a street, a site or a quarter of the town."""
        if resolution.mention.kind == "demonym" or resolution.location is None:
            return False
        if resolution.place is None:
            if self.place.id in self.desks:
                return False
            return resolution.location.method == "surroundings" and not self._is_told_elsewhere(resolution)
        if is_street(self.parse.article.text, resolution.mention.span):
            return True
        quarter = _QUARTER_AFTER.match(self.parse.article.text, resolution.mention.span[1]) is not None
        if not quarter and not self._is_local:
            return False
        return self._lies_astray(resolution, resolution.place, quarter=quarter)

    def _is_told_elsewhere(self, resolution: Resolution) -> bool:
        """Tell whether an unknown village is said to lie in a division that is not the town's, or far off."""
        where = resolution.location
        if where is None or is_site(resolution.mention.text):
            return False
        if where.precision > Precision.PROVINCE:
            return self._is_put_in_another(resolution)
        slack_m = 0.0 if where.precision in _DIVISIONS else _FAR_M
        apart_m = distance_m(where.lon, where.lat, self.place.lon, self.place.lat)
        return apart_m > where.uncertainty_m + slack_m

    def _is_put_in_another(self, resolution: Resolution) -> bool:
        """Tell whether what follows an unknown name is a division in which the town is not."""
        text, end = self.parse.article.text, resolution.mention.span[1]
        for other in self.parse.resolutions:
            start, where = other.mention.span[0], other.location
            if not end <= start <= end + _FOLLOWS or where is None or where.precision not in _DIVISIONS:
                continue
            if _SENTENCE_END.search(text, end, start) or "prep_in" not in cues_of(
                text, other.mention.span, 0
            ):
                continue
            apart_m = distance_m(where.lon, where.lat, self.place.lon, self.place.lat)
            return apart_m > where.uncertainty_m
        return False

    @cached_property
    def _is_local(self) -> bool:
        """Whether streets are named, or the town's police: no wire story from a correspondent's desk."""
        text = self.parse.article.text
        return _ADDRESS.search(text) is not None or any(
            is_site(r.mention.text)
            or (r.place == self.place and "police" in cues_of(text, r.mention.span, 0))
            for r in self.parse.resolutions
        )

    @cached_property
    def _named(self) -> dict[tuple[str | None, ...], set[str]]:
        """The places named, by country and by division; streets called after places are none."""
        found: dict[tuple[str | None, ...], set[str]] = defaultdict(set)
        for resolution in self.parse.resolutions:
            place = resolution.place
            if place is None or is_street(self.parse.article.text, resolution.mention.span):
                continue
            found[(place.country_code,)].add(place.id)
            found[place.country_code, place.admin1_code].add(place.id)
        return found

    def _lies_astray(self, resolution: Resolution, place: Place, *, quarter: bool) -> bool:
        """Tell whether a name was put far off at a small place that nothing else in the text speaks for.

        The town itself speaks for what lies in its division, but for a name that the text calls a quarter.
        """
        town, division = self.place, (place.country_code, place.admin1_code)
        if resolution.location is None or resolution.location.precision > Precision.DISTRICT:
            return False
        if division == (town.country_code, town.admin1_code) and not quarter:
            return False
        if distance_m(place.lon, place.lat, town.lon, town.lat) < _FAR_M:
            return False
        large = (place.population or 0) >= _KNOWN_ALONE and fold(resolution.mention.name) == fold(place.name)
        if large and (place.country_code == town.country_code or not self._is_put_there(resolution)):
            return False
        key = division if place.country_code == town.country_code else (place.country_code,)
        return self._named[key] <= ({place.id, town.id} if quarter else {place.id})

    def _is_put_there(self, resolution: Resolution) -> bool:
        """Tell whether something happened "in" a name, and nobody comes from it or speaks there."""
        cues = cues_of(self.parse.article.text, resolution.mention.span, 0)
        return bool(cues & _IN) and not cues & _ELSEWHERE


def desks_of(parse: Parse) -> frozenset[str]:
    """Return the identifiers of the towns in whose datelines an act far from there is told."""
    text = parse.article.text
    end = dateline_end(text)
    return frozenset(
        resolution.place.id
        for resolution in parse.resolutions
        if resolution.place is not None
        and _is_town(resolution, resolution.place)
        and _is_dateline(resolution, cues_of(text, resolution.mention.span, end))
        and _is_desk(parse, resolution, resolution.place)
    )


def _is_dateline(resolution: Resolution, cues: frozenset[str]) -> bool:
    return resolution.role == "dateline" or "dateline" in cues


def _is_desk(parse: Parse, dateline: Resolution, town: Place) -> bool:
    """Tell whether the sentence behind a dateline puts its act at a place far from there."""
    text, start = parse.article.text, dateline.mention.span[1]
    ends = _SENTENCE_END.search(text, start)
    stop = ends.start() if ends else len(text)
    for other in parse.resolutions:
        where = other.location
        if not start <= other.mention.span[0] < stop or where is None:
            continue
        cues = cues_of(text, other.mention.span, 0)
        if other.place is None:
            if "prep_in" in cues and _DIVISION_AFTER.match(text, other.mention.span[1]):
                return True  # a district that no gazetteer knows is no quarter of the town
            continue
        if where.precision > Precision.DISTRICT or not cues & _IN or cues & (_ELSEWHERE | {"possessive"}):
            continue
        apart_m = distance_m(where.lon, where.lat, town.lon, town.lat)
        if apart_m > where.uncertainty_m + _DESK_M:
            return True
    return False


def _is_town(resolution: Resolution, place: Place) -> bool:
    return (
        resolution.location is not None
        and resolution.location.precision == Precision.TOWN
        and resolution.confidence >= _LEAST
        and resolution.mention.kind != "demonym"
        and place.feature_code != "PPLC"
        and group(place.feature_class, place.feature_code) == "settlement"
    )
