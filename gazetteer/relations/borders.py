"""Regions along the border that two places share."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from shapely.geometry import MultiPoint
from shapely.ops import unary_union

from gazetteer.geodesy import LocalPlane
from gazetteer.place import Place
from gazetteer.relations.outlines import at_coverage, on_side, shape_of, to_globe
from gazetteer.relations.relation import SpatialRelation

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.relations.atlas import Atlas

BORDER_M = {0.5: 20_000.0, 0.9: 60_000.0}
"""Coverage → how far from the line: news of borders and the Flinn-Engdahl scheme; few cases, so wide."""


def border_region(
    relation: SpatialRelation, places: Sequence[Place], atlas: Atlas, coverage: float
) -> tuple[BaseGeometry, str] | None:
    line = _border_line(places, atlas)
    names = " and ".join(place.name for place in places[:2])
    if line is None or line.is_empty:
        return None
    middle = line.centroid
    plane = LocalPlane(middle.x, middle.y)
    flat = plane.plane(line).simplify(1500.0)
    if relation.azimuth_deg is not None and relation.distance_m is None and len(places) == 1:
        flat = on_side(flat, relation.azimuth_deg) or flat
    if relation.distance_m is not None:
        metres = relation.distance_m.best
        region = flat.buffer(1.25 * metres + 2000.0).difference(flat.buffer(0.6 * metres))
        if relation.azimuth_deg is not None:
            region = region.intersection(_swept(flat, relation.azimuth_deg, 1.3 * metres + 2000.0))
        reason = f"{relation.distance_m.text} from the border of {names}"
    else:
        region = flat.buffer(at_coverage(BORDER_M, coverage), quad_segs=4)
        reason = f"within {at_coverage(BORDER_M, coverage) / 1000:.0f} km of the border of {names}"
    return to_globe(plane, region), reason


def _swept(flat: BaseGeometry, azimuth_deg: float, metres: float) -> BaseGeometry:
    """Return what a line sweeps when it is moved in a direction."""
    x, y = np.sin(np.radians(azimuth_deg)) * metres, np.cos(np.radians(azimuth_deg)) * metres
    parts = []
    for line in getattr(flat, "geoms", [flat]):
        coords = np.asarray(line.coords)
        for a, b in pairwise(coords):
            parts.append(
                MultiPoint(np.vstack((a, b, a + np.array((x, y)), b + np.array((x, y))))).convex_hull
            )
    return unary_union(parts)


def _border_line(places: Sequence[Place], atlas: Atlas) -> BaseGeometry | None:
    """Return the line that two places share, or the whole border of one."""
    one = places[0]
    two = places[1] if len(places) > 1 else None
    countries = [p for p in places[:2] if p.feature_code.startswith("PCL") and p.country_code]
    if len(countries) == 2 and two is not None:
        return atlas.border(str(one.country_code), two.country_code)
    if two is None and countries:
        return atlas.border(str(one.country_code))
    shape = shape_of(one, atlas)
    other = shape_of(two, atlas) if two is not None else None
    if shape is None:
        return None
    if other is None:
        return shape.boundary
    # Outlines of different sources do not touch exactly: take the edge of one near the other.
    return shape.boundary.intersection(other.buffer(0.1))
