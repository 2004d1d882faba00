"""The gazetteer as one object: names to places, places to their surroundings, words to locations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.place import NameMatch, Place, PlaceName

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class Gazetteer:
    """Read-only view of a place database; cheap to open, safe to share between threads.

    Parameters
    ----------
    path : path or None
        Database file; None takes the one that ships with the package.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        raise NotImplementedError

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
    ) -> tuple[NameMatch, ...]:
        """Return the places that `name` may mean, best first.

        By match score, then importance; with `near` = (lon, lat), the nearer first.
        """
        raise NotImplementedError

    def has_name(self, name: str) -> bool:
        """Tell whether any place bears the folded name, without reading the places."""
        raise NotImplementedError

    def has_prefix(self, folded: str) -> bool:
        """Tell whether any folded name starts with `folded` (for scanning text word by word)."""
        raise NotImplementedError

    def place(self, place_id: str) -> Place | None:
        """Return the place of that id."""
        raise NotImplementedError

    def names(self, place: Place) -> tuple[PlaceName, ...]:
        """Return every name of a place."""
        raise NotImplementedError

    def country(self, country_code: str) -> Place | None:
        """Return the country of an ISO 3166-1 alpha-2 code."""
        raise NotImplementedError

    def admin(self, country_code: str, admin1_code: str, admin2_code: str | None = None) -> Place | None:
        """Return the first- or second-order division of these codes."""
        raise NotImplementedError

    def ancestors(self, place: Place) -> tuple[Place, ...]:
        """Return the divisions that hold a place, smallest first, its country last."""
        raise NotImplementedError

    def contains(self, outer: Place, inner: Place) -> bool:
        """Tell whether `outer` holds `inner`, by codes or by polygon."""
        raise NotImplementedError

    def neighbours(self, country_code: str) -> tuple[str, ...]:
        """Return the codes of the countries that share a land border."""
        raise NotImplementedError

    def geometry(self, place: Place) -> BaseGeometry | None:
        """Return the polygon of a country, a first-order division or a sea, where the database has one."""
        raise NotImplementedError

    def country_at(self, lon: float, lat: float) -> Place | None:
        """Return the country whose polygon holds the point, else the nearest within 25 km, else None."""
        raise NotImplementedError

    def admin1_at(self, lon: float, lat: float) -> Place | None:
        """Return the first-order division at the point, else the nearest within 25 km, else None."""
        raise NotImplementedError

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
        raise NotImplementedError

    def border(self, country_code: str, other: str | None = None) -> BaseGeometry | None:
        """Return the border line of a country, or the part it shares with another."""
        raise NotImplementedError

    def coast(self, country_code: str) -> BaseGeometry | None:
        """Return the coast line of a country; None where it has none."""
        raise NotImplementedError

    def land(self, bbox: Sequence[float]) -> BaseGeometry:
        """Return the land inside west, south, east, north."""
        raise NotImplementedError
