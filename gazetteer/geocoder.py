"""The gazetteer as one object: names to places, places to their surroundings, words to locations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer import addresses, hierarchy, nearby
from gazetteer.contents import info
from gazetteer.fallback import Fallback
from gazetteer.fold import fold
from gazetteer.place import NameMatch, Place, PlaceName
from gazetteer.search import search
from gazetteer.store import Store

if TYPE_CHECKING:
    from geopy.location import Location as GeopyLocation
    from shapely.geometry.base import BaseGeometry


class Gazetteer:
    """Read-only view of a place database; cheap to open, safe to share between threads.

    Parameters
    ----------
    path : path or None
        Database file; None takes the one that ships with the package.
    fallback : Fallback, str or None
        Another geocoder ("nominatim", or any of geopy's) asked for names that the database lacks. None,
        the default: nobody is asked, and no name leaves this machine.
    """

    def __init__(self, path: str | Path | None = None, *, fallback: Fallback | str | None = None) -> None:
        self._store = Store(path)
        self._fallback = Fallback(fallback) if isinstance(fallback, str) else fallback

    @property
    def store(self) -> Store:
        """Return the database behind."""
        return self._store

    def search(
        self,
        name: str,
        *,
        country_code: str | None = None,
        admin1_code: str | None = None,
        feature_classes: Iterable[str] | None = None,
        near: tuple[float, float] | None = None,
        fuzzy: bool = False,
        limit: int | None = None,
    ) -> Sequence[NameMatch]:
        """Return the places that `name` may mean, best first.

        By match score, then importance; with `near` = (lon, lat), the nearer first. Without a limit, the
        hundreds of places of a common name are read when more than the first of them are asked for.
        """
        found = search(
            self._store,
            name,
            country_code=country_code,
            admin1_code=admin1_code,
            feature_classes=feature_classes,
            near=near,
            fuzzy=fuzzy,
            limit=limit,
        )
        plain = country_code is None and admin1_code is None and feature_classes is None
        if not found and plain and self._fallback is not None:
            return self._fallback.search(name)[:limit]
        return found

    def has_name(self, name: str) -> bool:
        """Tell whether any place bears the folded name, without reading the places."""
        key, prefixes = fold(name), self._store.prefixes
        return (key in prefixes or not prefixes.whole) and self._store.has_key(key)

    def has_prefix(self, folded: str) -> bool:
        """Tell whether any folded name starts with the whole words of `folded`, to scan text word by word.

        With a space at its end: whether any name goes on after these words with a further one.
        "No" is certain; about one "yes" in 2,000 such questions is wrong, since checksums are compared.
        """
        prefixes = self._store.prefixes
        if prefixes.whole:
            return folded in prefixes
        first = folded.partition(" ")[0]
        return first in prefixes and (first == folded or self._store.starts(folded))

    def place(self, place_id: str) -> Place | None:
        """Return the place of that id."""
        return self._store.place(place_id)

    def names(self, place: Place) -> tuple[PlaceName, ...]:
        """Return every name of a place."""
        return self._store.names(place)

    def country(self, country_code: str) -> Place | None:
        """Return the country of an ISO 3166-1 alpha-2 code."""
        return self._store.division(country_code)

    def admin(self, country_code: str, admin1_code: str, admin2_code: str | None = None) -> Place | None:
        """Return the first- or second-order division of these codes."""
        return self._store.division(country_code, admin1_code, admin2_code or "")

    def ancestors(self, place: Place) -> tuple[Place, ...]:
        """Return the divisions that hold a place, smallest first, its country last."""
        return hierarchy.ancestors(self._store, place)

    def contains(self, outer: Place, inner: Place) -> bool:
        """Tell whether `outer` holds `inner`, by codes or by polygon."""
        return hierarchy.contains(self._store, outer, inner)

    def neighbours(self, country_code: str) -> tuple[str, ...]:
        """Return the codes of the countries that share a land border."""
        return self._store.neighbours(country_code)

    def geometry(self, place: Place) -> BaseGeometry | None:
        """Return the polygon of a country, a first-order division or a sea, where the database has one."""
        return hierarchy.geometry(self._store, place)

    def outline(self, place: Place) -> BaseGeometry | None:
        """Return the same with no more than a hundred vertices, as a region is told."""
        return hierarchy.outline(self._store, place)

    def country_at(self, lon: float, lat: float) -> Place | None:
        """Return the country whose polygon holds the point, else the nearest within 25 km, else None."""
        return hierarchy.country_at(self._store, lon, lat)

    def admin1_at(self, lon: float, lat: float) -> Place | None:
        """Return the first-order division at the point, else the nearest within 25 km, else None."""
        return hierarchy.admin1_at(self._store, lon, lat)

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
        """Return the places within `radius_m`, nearest first, each with its distance in metres."""
        return nearby.nearby(
            self._store,
            lon,
            lat,
            radius_m,
            feature_classes=feature_classes,
            min_population=min_population,
            limit=limit,
        )

    def border(self, country_code: str, other: str | None = None) -> BaseGeometry | None:
        """Return the border line of a country, or the part it shares with another."""
        return nearby.border(self._store, country_code, other)

    def coast(self, country_code: str) -> BaseGeometry | None:
        """Return the coast line of a country; None where it has none."""
        return nearby.coast(self._store, country_code)

    def land(self, bbox: Sequence[float]) -> BaseGeometry:
        """Return the land inside west, south, east, north."""
        west, south, east, north = bbox
        return nearby.land(self._store, (west, south, east, north))

    def in_box(
        self,
        west: float,
        south: float,
        east: float,
        north: float,
        *,
        feature_classes: Iterable[str] | None = None,
        min_population: int | None = None,
        limit: int | None = None,
    ) -> tuple[Place, ...]:
        """Return the places in a box of degrees, most populous first; west > east across the antimeridian."""
        found = self._store.places_in_box(
            west, south, east, north, feature_classes=feature_classes, min_population=min_population
        )
        return tuple(sorted(found, key=lambda place: (-(place.population or 0), place.id))[:limit])

    def info(self) -> dict[str, str]:
        """Return what the database is made of: the digest of its sources, each source's date and rows."""
        return info(self._store)

    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        timeout: float | None = None,
        limit: int | None = None,
        addressdetails: bool = False,
        language: str | bool = False,
        geometry: str | None = None,
        extratags: bool = False,
        country_codes: str | Iterable[str] | None = None,
        viewbox: Sequence[Any] | None = None,
        bounded: bool = False,
        featuretype: str | None = None,
        namedetails: bool = False,
    ) -> GeopyLocation | list[GeopyLocation] | None:
        """Return the place of a name, as geopy's geocoders do; their signature is Nominatim's.

        `timeout`, `addressdetails`, `language`, `geometry`, `extratags` and `namedetails` are taken and
        change nothing: the answer is here at once and in full (``location.raw``).

        Parameters
        ----------
        query : str or dict
            "Hit, Anbar, Iraq", "80 km north of Baghdad", or {"city": …, "county": …, "state": …, "country":
            …}. exactly_one : bool False: a list, best first. limit : int or None Longest list. country_codes
            : str or iterable of str, optional Only in these countries (ISO 3166-1 alpha-2). viewbox : two
            points, optional Opposite corners (lat, lon): places inside come first, with `bounded` none else
            comes. featuretype : {"country", "state", "city", "settlement"}, optional Only such places.

        Returns
        -------
        geopy.location.Location, list of them, or None
            None where no place has the name.
        """
        found = addresses.geocode(
            self,
            query,
            limit=1 if exactly_one else limit,
            country_codes=country_codes,
            viewbox=viewbox,
            bounded=bounded,
            featuretype=featuretype,
        )
        if not found and isinstance(query, str) and not (country_codes or viewbox or featuretype):
            found = addresses.relative(self, query)
        if exactly_one:
            return found[0] if found else None
        return found or None

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        timeout: float | None = None,
        language: str | bool = False,
        addressdetails: bool = True,
        zoom: int | None = None,
        namedetails: bool = False,
    ) -> GeopyLocation | list[GeopyLocation] | None:
        """Return what lies at a point (latitude first, as geopy has it): the nearest town within 25 km, else
        the province.

        Parameters
        ----------
        query : geopy point, "lat, lon" or pair
            The point.
        exactly_one : bool
            False: town, province and country.
        zoom : int, optional
            Nominatim's: up to 4 only the country, up to 7 the province.
        """
        from geopy.point import Point  # noqa: PLC0415  # only for who asks for it

        point = Point(query)
        found = addresses.reverse(
            self, point.longitude, point.latitude, zoom=zoom, limit=1 if exactly_one else None
        )
        if exactly_one:
            return found[0] if found else None
        return found or None
