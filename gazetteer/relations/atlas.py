"""What the geometry asks of a place database; `gazetteer.geocoder.Gazetteer` answers it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from gazetteer.place import NameMatch, Place

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class Atlas(Protocol):
    """Names, polygons, borders and coasts; hashable, so that outlines can be kept."""

    def __hash__(self) -> int:
        """Return a hash, by which what was computed for a database is kept."""
        ...

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
        """Return the places of a name, best first."""

    def place(self, place_id: str) -> Place | None:
        """Return the place of an id."""

    def country(self, country_code: str) -> Place | None:
        """Return the country of a code."""

    def admin(self, country_code: str, admin1_code: str, admin2_code: str | None = None) -> Place | None:
        """Return a division."""

    def neighbours(self, country_code: str) -> tuple[str, ...]:
        """Return the countries that share a land border."""

    def geometry(self, place: Place) -> BaseGeometry | None:
        """Return the polygon of a place."""

    def outline(self, place: Place) -> BaseGeometry | None:
        """Return the polygon of a place with no more than a hundred vertices."""

    def border(self, country_code: str, other: str | None = None) -> BaseGeometry | None:
        """Return the border line of a country."""

    def coast(self, country_code: str) -> BaseGeometry | None:
        """Return the coast line of a country."""

    def land(self, bbox: Sequence[float]) -> BaseGeometry:
        """Return the land inside west, south, east, north."""
