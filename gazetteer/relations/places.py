"""The region of a plain place: its polygon where there is one, else a circle of its usual extent."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

from shapely.geometry import MultiPolygon

from gazetteer.features import group
from gazetteer.geodesy import circle, reach_m
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


@cache
def _towns() -> tuple[tuple[float, float, float], ...]:
    """Return coverage, base and multiple of each row of ``towns.csv``."""
    with resources.files(__package__).joinpath("towns.csv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines)
        return tuple((float(r["coverage"]), float(r["base_m"]), float(r["per_extent"])) for r in rows)


def town_radius_m(extent_m: float, coverage: float) -> float:
    """Return the radius round a town's point that holds this share of what is told of the town.

    Measured on street addresses of incidents told of towns of the United States: suburbs and roads before
    a town go under its name too, and a gazetteer's point is not its middle.
    """
    points = [(0.0, 0.0), *((share, base + multiple * extent_m) for share, base, multiple in _towns())]
    for (low, low_m), (high, high_m) in pairwise(points):
        if coverage <= high:
            return low_m + (high_m - low_m) * (coverage - low) / (high - low)
    share, radius = points[-1]
    return radius * (1.0 + 10.0 * (coverage - share))


def place_polygon(place: Place, atlas: Atlas | None) -> BaseGeometry | None:
    """Return the polygon of a place that is an area, with no more than a hundred vertices."""
    if atlas is None or place.feature_class not in {"A", "H", "L", "T"}:
        return None
    polygon = atlas.outline(place)
    if polygon is None or polygon.is_empty or polygon.geom_type not in {"Polygon", "MultiPolygon"}:
        return None
    return polygon


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
        settled = place.feature_class == "P" and place.feature_code != "PPLX"
        extent = max(place.extent_m, 100.0)
        radius = town_radius_m(extent, coverage) if settled else extent
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
