"""Where something is, as far as is known: a point, a region and the region's coverage."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class Precision(IntEnum):
    """How closely a location is known; smaller is closer."""

    EXACT = 1
    """Coordinates, a named building, base or site."""
    TOWN = 2
    """A town, or a place within about 25 km of a known point."""
    DISTRICT = 3
    """A second-order division or a region of that size."""
    PROVINCE = 4
    """A first-order division."""
    AREA = 5
    """A border, coast, road, part of a country, or a region wider than 25 km."""
    COUNTRY = 6
    """Only the country."""
    SEA = 7
    """At sea or in the air, outside any country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A located expression.

    Attributes
    ----------
    lon, lat : float
        The best point, degrees WGS 84.
    region : shapely geometry
        Polygon or MultiPolygon that holds the true place with probability `coverage`.
    coverage : float
        0 to 1, stated for `region`.
    uncertainty_m : float
        Radius in metres of the smallest circle around the point that holds the region.
    precision : Precision
        How closely the place is known.
    method : str
        How it was found: "place", "coordinates", or the spatial relation's name.
    place_ids : tuple of str
        The places it rests on.
    reasons : tuple of str
        Each step in words, in order.
    """

    lon: float
    lat: float
    region: BaseGeometry
    coverage: float
    uncertainty_m: float
    precision: Precision
    method: str
    place_ids: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
