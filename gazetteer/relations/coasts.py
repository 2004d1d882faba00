"""Regions along a coast and at sea off it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from shapely.geometry import MultiLineString, Point, box

from gazetteer.geodesy import LocalPlane, circle, sector, tidy
from gazetteer.place import Place
from gazetteer.relations.outlines import (
    OCEAN_M,
    at_coverage,
    disc_of,
    half_plane,
    on_side,
    shape_of,
    to_globe,
)
from gazetteer.relations.relation import SpatialRelation

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.relations.atlas import Atlas

COAST_M = {0.5: 25_000.0, 0.9: 70_000.0}
OFFSHORE_M = {0.5: 120_000.0, 0.9: 450_000.0}
"""Coverage → how far from the line: regions of the Flinn-Engdahl scheme and news of coasts together; few
cases, so wide."""


OFF_TOWN_M = {0.5: 25_000.0, 0.9: 80_000.0}
"""Coverage → how far "off" a port reaches where no distance is told: given, not measured."""


def coast_region(
    relation: SpatialRelation, place: Place, atlas: Atlas, coverage: float
) -> tuple[BaseGeometry, str] | None:
    """Return the region along or off the coast of a place, and why."""
    if relation.relation == "offshore" and place.feature_class in {"P", "S"}:
        return _off_town(relation, place, atlas, coverage)
    line = _coast_line(place, atlas)
    if line is None or line.is_empty:
        return None
    plane = LocalPlane(place.lon, place.lat)
    metres = relation.distance_m.best if relation.distance_m is not None else None
    width = at_coverage(COAST_M if relation.relation == "coast" else OFFSHORE_M, coverage)
    reach = width if metres is None else 1.2 * metres + 1000.0
    flat = whole = _near_longest(plane.plane(line.simplify(0.01)), reach)
    if relation.azimuth_deg is not None and relation.relation in {"coast", "offshore"}:
        flat = on_side(flat, relation.azimuth_deg) or flat
    if relation.relation == "coast":
        region = flat.buffer(reach, quad_segs=4)
        if metres is not None:
            region = region.difference(flat.buffer(0.6 * metres))
        return to_globe(plane, region), f"along the coast of {place.name}"
    region = flat.buffer(reach, quad_segs=4)
    if relation.azimuth_deg is not None:  # the sea on that side, not behind the land
        start = whole.envelope.centroid
        size = 2.0 * (reach + float(np.hypot(*np.subtract(whole.bounds[2:], whole.bounds[:2]))))
        x = start.x - 0.15 * reach * float(np.sin(np.radians(relation.azimuth_deg)))
        y = start.y - 0.15 * reach * float(np.cos(np.radians(relation.azimuth_deg)))
        region = region.intersection(half_plane(x, y, relation.azimuth_deg, size))
    if metres is not None:
        region = region.difference(flat.buffer(0.6 * metres))
    globe = to_globe(plane, region)
    water = globe.difference(_land_round(_widened(line.bounds, reach), atlas))
    if water.is_empty:
        return None
    said = f"{metres / 1000:.0f} km" if metres is not None else f"within {width / 1000:.0f} km"
    return water, f"at sea, {said} off {place.name}"


_USUAL_REACH_DEG = 6.0
_DEGREE_M = 111_000.0


def _widened(bounds: tuple[float, float, float, float], reach: float) -> tuple[float, float, float, float]:
    """Return a box with all that lies within reach of it, the same for every coverage."""
    west, south, east, north = bounds
    margin = max(_USUAL_REACH_DEG, 1.05 * reach / _DEGREE_M)
    aside = margin / float(np.cos(np.radians(min(max(abs(south), abs(north)) + margin, 80.0))))
    west, east = max(-180.0, west - aside), min(180.0, east + aside)
    return west, max(-90.0, south - margin), east, min(90.0, north + margin)


@lru_cache(maxsize=64)
def _land_round(bounds: tuple[float, float, float, float], atlas: Atlas) -> BaseGeometry:
    """Return the land round a coast, drawn coarsely; kept, for each relation asks twice."""
    return atlas.land(bounds).simplify(0.05).buffer(0)


def _off_town(
    relation: SpatialRelation, place: Place, atlas: Atlas, coverage: float
) -> tuple[BaseGeometry, str] | None:
    """Return the water round a port, as far as is told."""
    metres = relation.distance_m.best if relation.distance_m is not None else None
    width = at_coverage(OFF_TOWN_M, coverage)
    inner, outer = (0.6 * metres, 1.25 * metres + place.extent_m) if metres else (0.0, width)
    half = 180.0 if relation.azimuth_deg is None else max(35.0, relation.azimuth_half_deg or 45.0)
    if half >= 180.0:
        ring = circle(place.lon, place.lat, outer, 48)
        if inner > 0.0:
            ring = ring.difference(circle(place.lon, place.lat, inner, 48))
    else:
        ring = sector(place.lon, place.lat, inner, outer, relation.azimuth_deg or 0.0, half)
    water = ring.difference(atlas.land(ring.bounds).simplify(0.004).buffer(0))
    if water.is_empty or water.area < 0.03 * ring.area:
        if not metres:
            ring = circle(place.lon, place.lat, 0.5 * width, 48)
        return ring, f"on a lake or river near {place.name} that the outlines do not draw"
    said = f"{metres / 1000:.0f} km" if metres else f"within {width / 1000:.0f} km"
    return tidy(water), f"at sea, {said} off {place.name}"


def _near_longest(flat: BaseGeometry, reach: float) -> BaseGeometry:
    """Draw a coast as coarsely as its buffer allows, without small islands and those far away."""
    lines = sorted(getattr(flat, "geoms", [flat]), key=lambda line: -line.length)
    least = min(0.4 * reach, 0.5 * lines[0].length)
    near = box(*lines[0].bounds).buffer(1_000_000.0)
    kept = [line for line in lines if line.length > least and line.intersects(near)]
    west, south, east, north = flat.bounds
    coarse = min(0.5 * reach, 0.003 * float(np.hypot(east - west, north - south)))
    return MultiLineString([line.simplify(max(500.0, 0.2 * reach, coarse)) for line in kept])


def _coast_line(place: Place, atlas: Atlas) -> BaseGeometry | None:
    if place.feature_class == "H":
        if place.extent_m > OCEAN_M:
            return None  # "the Pacific coast" is that of a country which the words do not name
        water = disc_of(place, atlas)
        return water.boundary if water is not None else None
    if place.feature_code.startswith("PCL") and place.country_code:
        return atlas.coast(place.country_code)
    radius = max(place.extent_m, 20_000.0) / 111_000.0
    shape = shape_of(place, atlas)
    around = shape.buffer(0.15) if shape is not None else Point(place.lon, place.lat).buffer(radius)
    if place.country_code and (coast := atlas.coast(place.country_code)) is not None:
        return coast.intersection(around)
    west, south, east, north = around.bounds
    frame = box(west - 0.5, south - 0.5, east + 0.5, north + 0.5)
    land = atlas.land((west - 1.0, south - 1.0, east + 1.0, north + 1.0))
    edge = land.boundary.intersection(around).difference(frame.boundary.buffer(0.01))
    return edge if not edge.is_empty else None
