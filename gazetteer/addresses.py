"""The geopy face: "Hit, Anbar, Iraq" → `geopy.location.Location`, and points → the place they lie in.

geopy says latitude first; the swap happens here and nowhere else in this package.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Protocol

from gazetteer.place import NameMatch, Place
from gazetteer.relations.atlas import Atlas

if TYPE_CHECKING:
    from geopy.location import Location as GeopyLocation

Box = tuple[float, float, float, float]
"""West, south, east, north."""

CANDIDATES = 60
"""Places of one name looked at before they are filtered."""
OUTER_CANDIDATES = 8
STRUCTURED = ("amenity", "street", "city", "county", "state", "country")
"""Nominatim's structured query, smallest first; there are no streets here."""
FEATURE_TYPES = {
    "country": ("PCL", "TERR"),
    "state": ("ADM1",),
    "city": ("PPL",),
    "settlement": ("PPL", "ADM"),
}
"""Nominatim's ``featuretype`` as beginnings of feature codes."""
TOWN_REACH_M = 25_000.0
"""`reverse` names the nearest town up to here; farther off only district, province and country."""


class Reversing(Atlas, Protocol):
    """What `reverse` asks of a gazetteer beside."""

    def ancestors(self, place: Place) -> tuple[Place, ...]:
        """Return what holds a place, smallest first."""

    def nearby(
        self,
        lon: float,
        lat: float,
        radius_m: float,
        *,
        feature_classes: Iterable[str] | None = None,
        min_population: int | None = None,
        limit: int | None = None,
    ) -> tuple[tuple[Place, float], ...]:
        """Return the places near a point, nearest first."""

    def country_at(self, lon: float, lat: float) -> Place | None:
        """Return the country at a point."""

    def admin1_at(self, lon: float, lat: float) -> Place | None:
        """Return the first-order division at a point."""


def geocode(
    gazetteer: Reversing,
    query: str | Mapping[str, str],
    *,
    limit: int | None,
    country_codes: str | Iterable[str] | None,
    viewbox: Sequence[Any] | None,
    bounded: bool,
    featuretype: str | None,
) -> list[GeopyLocation]:
    """Return the places of a query, best first.

    A query is a name, then what holds it, smallest first: "Hit, Anbar, Iraq". Parts that hold nothing of
    the name are no reason to leave it out, but whoever agrees with more of them comes first.
    """
    parts = _parts(query)
    if not parts:
        return []
    name, *outer_names = parts
    wanted = _codes(country_codes)
    box = None if viewbox is None else _box(viewbox)
    starts = FEATURE_TYPES.get(featuretype or "", ("",))
    matches = [
        match
        for match in _search(gazetteer, name, wanted)
        if match.place.feature_code.startswith(starts)
        and (not bounded or box is None or _inside(box, match.place))
    ]
    outers = [gazetteer.search(outer, limit=OUTER_CANDIDATES) for outer in outer_names]
    agreed = {
        match.place.id: sum(
            any(_holds(gazetteer, found.place, match.place) for found in outer) for outer in outers
        )
        for match in matches
    }
    if any(agreed.values()):
        most = max(agreed.values())
        matches = [match for match in matches if agreed[match.place.id] == most]
    elif outer_names and any(outers):
        # "Paris, Japan": a place that lies in none of what was said is not the one asked for.
        matches = []
    if box is not None and not bounded:
        matches.sort(key=lambda match: not _inside(box, match.place))
    return [_location(gazetteer, match.place, match) for match in matches[:limit]]


def reverse(
    gazetteer: Reversing, lon: float, lat: float, *, zoom: int | None, limit: int | None
) -> list[GeopyLocation]:
    """Return what lies at a point, smallest first: the nearest town, then what holds the point.

    `zoom` is Nominatim's: up to 4 the country, up to 7 the province, else the town.
    """
    found: list[Place] = []
    admin1, country = gazetteer.admin1_at(lon, lat), gazetteer.country_at(lon, lat)
    if zoom is None or zoom > 7:
        for town, _ in gazetteer.nearby(lon, lat, TOWN_REACH_M, feature_classes=("P",), limit=1):
            found.append(town)
    if admin1 is not None and (zoom is None or zoom > 4):
        found.append(admin1)
    if country is not None:
        found.append(country)
    unique = {place.id: place for place in found}
    return [_location(gazetteer, place, None) for place in list(unique.values())[:limit]]


def relative(gazetteer: Reversing, query: str) -> list[GeopyLocation]:
    """Return the point of "80 km north of Baghdad", with what is known of it in ``raw``."""
    from geopy.location import Location  # noqa: PLC0415  # only for who asks for it
    from shapely.geometry import mapping  # noqa: PLC0415  # heavy

    from gazetteer.locate import locate  # noqa: PLC0415  # heavy

    found = locate(query, gazetteer)
    if found is None or found.method == "place":
        return []
    raw = {
        "method": found.method,
        "uncertainty_m": found.uncertainty_m,
        "coverage": found.coverage,
        "region": mapping(found.region),
        "place_ids": found.place_ids,
        "reasons": found.reasons,
    }
    return [Location(query, (found.lat, found.lon, 0.0), raw)]


def _parts(query: str | Mapping[str, str]) -> list[str]:
    cells = query.split(",") if isinstance(query, str) else [query.get(key, "") for key in STRUCTURED]
    return [cell.strip() for cell in cells if cell and cell.strip()]


def _codes(country_codes: str | Iterable[str] | None) -> frozenset[str]:
    codes = country_codes.split(",") if isinstance(country_codes, str) else country_codes or ()
    return frozenset(code.strip().upper() for code in codes)


def _search(gazetteer: Atlas, name: str, countries: frozenset[str]) -> list[NameMatch]:
    found: list[NameMatch] = []
    wanted: list[str | None] = [*sorted(countries)] or [None]
    for code in wanted:
        found += gazetteer.search(name, country_code=code, fuzzy=True, limit=CANDIDATES)
    if len(countries) > 1:
        found.sort(key=lambda match: (-round(match.score, 1), -match.place.importance, match.place.id))
    return found


def _holds(gazetteer: Reversing, outer: Place, inner: Place) -> bool:
    if outer.id == inner.id:
        return False
    if outer.feature_class == "A" and outer.feature_code.startswith("PCL"):
        return outer.country_code == inner.country_code
    return any(place.id == outer.id for place in gazetteer.ancestors(inner))


def _box(viewbox: Sequence[Any]) -> Box:
    """Read geopy's two opposite corners: points, "lat, lon" or pairs."""
    from geopy.point import Point  # noqa: PLC0415  # only for who asks for it

    if len(viewbox) != 2:
        raise ValueError("viewbox needs two points, as [(34, 42), (32, 46)]")
    one, other = (Point(corner) for corner in viewbox)
    lats, lons = sorted((one.latitude, other.latitude)), sorted((one.longitude, other.longitude))
    return lons[0], lats[0], lons[1], lats[1]


def _inside(box: Box, place: Place) -> bool:
    west, south, east, north = box
    return west <= place.lon <= east and south <= place.lat <= north


def _location(gazetteer: Reversing, place: Place, match: NameMatch | None) -> GeopyLocation:
    from geopy.location import Location  # noqa: PLC0415  # only for who asks for it

    names = dict.fromkeys([place.name, *(outer.name for outer in gazetteer.ancestors(place))])
    raw = {**asdict(place), "address": list(names)}
    if match is not None:
        raw |= {"matched_name": match.name, "match": match.kind, "score": match.score}
    return Location(", ".join(names), (place.lat, place.lon, 0.0), raw)
