"""What is known besides a relation: the area that holds it, and how far off its anchor may be."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from shapely.geometry import Point, box

from gazetteer.geodesy import buffer_m, limit_vertices, reach_m
from gazetteer.location import Location, Precision
from gazetteer.place import Place
from gazetteer.relations.combine import inside_point
from gazetteer.relations.outlines import shape_of
from gazetteer.relations.places import precision_of_radius

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.relations.atlas import Atlas

_SLACK_DEG = 0.03
"""Outlines are simplified; towns stand on the coast."""
_LEAST_SHARE = 0.02
"""Of the region: with less of it inside, the area speaks of something else."""
_BY_RADIUS = {Precision.EXACT, Precision.TOWN, Precision.DISTRICT, Precision.AREA}


def kept_within(location: Location, area: Place, atlas: Atlas | None) -> Location:
    """Return the part of a location that lies in an area; the location itself where that says nothing."""
    if atlas is None:
        return location
    outline = shape_of(area, atlas) if area.feature_code.startswith("ADM") else atlas.geometry(area)
    if outline is None or outline.geom_type not in {"Polygon", "MultiPolygon"}:
        return location
    frame = box(*location.region.bounds).buffer(1.0)
    inside = location.region.intersection(outline.buffer(0).intersection(frame).buffer(_SLACK_DEG))
    share = inside.area / location.region.area
    if not _LEAST_SHARE <= share <= 1.0 - _LEAST_SHARE or inside.geom_type not in {"Polygon", "MultiPolygon"}:
        return location
    region = limit_vertices(inside)
    lon, lat = location.lon, location.lat
    if location.method == "distance" or not region.covers(Point(lon, lat)):
        middle = region.centroid
        lon, lat = inside_point(region, middle.x, middle.y)
    return _redrawn(replace(location, lon=lon, lat=lat), region, f"only the part in {area.name}")


def widened(location: Location, spread_m: float, why: str) -> Location:
    """Return a location whose anchor may be off by so much: the two errors are independent."""
    reach = location.uncertainty_m
    region = buffer_m(location.region, math.hypot(reach, spread_m) - reach)
    return _redrawn(location, limit_vertices(region), why)


def _redrawn(location: Location, region: BaseGeometry, why: str) -> Location:
    uncertainty_m = reach_m(location.lon, location.lat, region)
    by_radius = location.precision in _BY_RADIUS and location.method not in {"border", "coast", "road"}
    return replace(
        location,
        region=region,
        uncertainty_m=uncertainty_m,
        precision=precision_of_radius(uncertainty_m) if by_radius else location.precision,
        reasons=(*location.reasons, why),
    )
