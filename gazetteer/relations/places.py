"""The region of a plain place: its polygon where there is one, else a circle of its usual extent."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from shapely.geometry import MultiPolygon

from gazetteer.features import group
from gazetteer.geodesy import circle, limit_vertices, reach_m, split_antimeridian
from gazetteer.location import Location, Precision
from gazetteer.place import Place

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.relations.atlas import Atlas

_GROUP_PRECISION = {
    "country": Precision.COUNTRY,
    "continent": Precision.AREA,
    "admin1": Precision.PROVINCE,
    "admin2": Precision.DISTRICT,
    "settlement": Precision.TOWN,
    "section": Precision.TOWN,
    "sea": Precision.SEA,
}
_EXACT_WITHIN_M = 6_000.0
"""A named site no wider than an air base counts as exact."""
_TOWN_WITHIN_M = 25_000.0
"""UCDP's and ACLED's "within about 25 km of a known point"."""
_DISTRICT_WITHIN_M = 60_000.0

SETTLEMENT_SPREAD = {0.5: 0.8, 0.8: 1.5, 0.9: 2.0, 0.95: 2.6}
"""Coverage → radius of the circle as a multiple of the settlement's extent: the suburbs and the roads
before a town are told under its name too."""


def precision_of(place: Place) -> Precision:
    """Return how closely a location is known that is this place and nothing closer."""
    kind = group(place.feature_class, place.feature_code)
    if kind in _GROUP_PRECISION:
        return _GROUP_PRECISION[kind]
    if place.feature_class == "A":
        return Precision.DISTRICT if place.extent_m <= _DISTRICT_WITHIN_M else Precision.PROVINCE
    if place.feature_class == "S" or place.extent_m <= _EXACT_WITHIN_M:
        return Precision.EXACT
    return precision_of_radius(place.extent_m)


def precision_of_radius(radius_m: float) -> Precision:
    """Return how closely a location is known whose region reaches this far."""
    if radius_m <= _TOWN_WITHIN_M:
        return Precision.TOWN
    return Precision.DISTRICT if radius_m <= _DISTRICT_WITHIN_M else Precision.AREA


def spread(coverage: float) -> float:
    """Return the multiple of a settlement's extent that holds this share of what is told of it."""
    levels = sorted(SETTLEMENT_SPREAD)
    if coverage <= levels[0]:
        return SETTLEMENT_SPREAD[levels[0]] * coverage / levels[0]
    for low, high in pairwise(levels):
        if coverage <= high:
            part = (coverage - low) / (high - low)
            return SETTLEMENT_SPREAD[low] + part * (SETTLEMENT_SPREAD[high] - SETTLEMENT_SPREAD[low])
    return SETTLEMENT_SPREAD[levels[-1]] * (1.0 + 10.0 * (coverage - levels[-1]))


def place_polygon(place: Place, atlas: Atlas | None) -> BaseGeometry | None:
    """Return the polygon of a place that is an area, with no more than a hundred vertices."""
    if atlas is None or place.feature_class not in {"A", "H", "L", "T"}:
        return None
    polygon = atlas.geometry(place)
    if polygon is None or polygon.is_empty or polygon.geom_type not in {"Polygon", "MultiPolygon"}:
        return None
    shape: BaseGeometry = limit_vertices(split_antimeridian(polygon))
    return shape


def place_location(place: Place, atlas: Atlas | None = None, coverage: float = 0.9) -> Location:
    """Return a plain place as a location.

    Parameters
    ----------
    place : Place
        The place.
    atlas : Atlas, optional
        Where polygons come from: a `Gazetteer`. Without it every place is a circle.
    coverage : float
        Share of the true points that the region shall hold. A polygon holds all.

    Returns
    -------
    Location
        The place's polygon, or a circle round its point.
    """
    region = place_polygon(place, atlas)
    if region is None:
        settled = place.feature_class == "P"
        radius = max(place.extent_m, 100.0) * (spread(coverage) if settled else 1.0)
        region = circle(place.lon, place.lat, radius, 48)
        reason = f"a circle of {radius / 1000:.1f} km round {place.name}"
    else:
        reason = f"the outline of {place.name}"
    return Location(
        lon=place.lon,
        lat=place.lat,
        region=region if isinstance(region, MultiPolygon) or region.is_valid else region.buffer(0),
        coverage=coverage,
        uncertainty_m=reach_m(place.lon, place.lat, region),
        precision=precision_of(place),
        method="place",
        place_ids=(place.id,),
        reasons=(reason,),
    )
