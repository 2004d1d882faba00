"""The outlines of places, drawn coarsely, in a plane and back on the globe."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.ops import unary_union

from gazetteer.geodesy import LocalPlane, circle, split_antimeridian
from gazetteer.place import Place

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.relations.atlas import Atlas

_LINEAR = ("STM", "CNL", "WAD", "CHN")
OCEAN_M = 1_500_000.0
_WIDE_M = 60_000.0
"""From this extent on "north of X" starts at X's edge and not at its point."""


def at_coverage(table: dict[float, float], coverage: float) -> float:
    """Interpolate a table of coverage; below and above it goes on as the logarithm of what is left out."""
    low, high = 0.5, 0.9
    part = (np.log(1 - coverage) - np.log(1 - low)) / (np.log(1 - high) - np.log(1 - low))
    return float(max(0.02, table[low] + part * (table[high] - table[low])))


def is_wide(place: Place | None, atlas: Atlas | None) -> bool:
    """Tell whether a place is an area that relations start from the edge of."""
    if place is None or atlas is None or place.feature_class not in {"A", "H", "L", "T"}:
        return False
    if place.feature_class == "A":
        return place.extent_m >= _WIDE_M or place.feature_code.startswith(("PCL", "ADM1"))
    return place.extent_m >= _WIDE_M


@lru_cache(maxsize=64)
def shape_of(place: Place, atlas: Atlas) -> BaseGeometry | None:
    """Return the outline of a place, drawn coarsely: its polygon, its box, or None."""
    polygon = atlas.geometry(place)
    if polygon is not None and not polygon.is_empty:
        # Regions of words are far coarser than outlines; all work on them is quicker so.
        coarse = polygon.simplify(0.004 * float(np.sqrt(polygon.area)))
        return coarse if coarse.is_valid else coarse.buffer(0)
    if place.bbox is not None:
        west, south, east, north = place.bbox
        return split_antimeridian(box(west, south, east + 360.0 * (east < west), north))
    return None


def disc_of(place: Place, atlas: Atlas) -> BaseGeometry | None:
    """Return the outline of a place, or a circle of its extent where that says something."""
    outline = shape_of(place, atlas)
    if outline is not None or place.feature_code.startswith(_LINEAR) or place.extent_m > OCEAN_M:
        return outline  # a circle round the middle of a river says nothing of its banks
    return circle(place.lon, place.lat, place.extent_m, 48)


def plane_of(place: Place, shape: BaseGeometry) -> tuple[LocalPlane, BaseGeometry]:
    """Return a plane in the middle of a shape, and the shape in it."""
    middle = joined(shape).representative_point()
    lon = (middle.x + 180.0) % 360.0 - 180.0
    plane = LocalPlane(lon, middle.y)
    return plane, plane.plane(shape).buffer(0)


def to_globe(plane: LocalPlane, flat: BaseGeometry) -> BaseGeometry:
    """Project a region back, without the specks and small holes that no reader sees."""
    parts = [p for p in getattr(flat, "geoms", [flat]) if p.geom_type == "Polygon"]
    least = 0.002 * max((p.area for p in parts), default=0.0)
    kept = [
        Polygon(p.exterior, [hole for hole in p.interiors if Polygon(hole).area > 0.01 * p.area])
        for p in parts
        if p.area >= least
    ]
    return plane.globe(MultiPolygon(kept) if len(kept) != 1 else kept[0])


def joined(shape: BaseGeometry) -> BaseGeometry:
    """Move the western parts of a shape that the antimeridian cuts, so that it is in one piece."""
    west, _, east, _ = shape.bounds
    if east - west < 300.0 or not hasattr(shape, "geoms"):
        return shape
    parts = [translate(p, xoff=360.0) if p.bounds[2] < 0 else p for p in shape.geoms]
    return parts[0].union(parts[1]) if len(parts) == 2 else type(shape)(parts)


def main_part(shape: BaseGeometry) -> BaseGeometry:
    """Leave out specks, and small islands farther away than the largest part is wide."""
    parts = list(getattr(shape, "geoms", [shape]))
    largest = max(parts, key=lambda p: p.area)
    width = float(np.sqrt(largest.area))
    kept = [
        p
        for p in parts
        if p.area > 0.05 * largest.area
        or (p.area > 0.003 * largest.area and p.distance(largest) < 0.7 * width)
    ]
    return kept[0] if len(kept) == 1 else unary_union(kept)


def half_plane(x: float, y: float, azimuth_deg: float, size: float) -> Polygon:
    """Return all that lies beyond a point in a direction, as far as `size`."""
    east, north = size * np.sin(np.radians(azimuth_deg)), size * np.cos(np.radians(azimuth_deg))
    left, right = (x - north, y + east), (x + north, y - east)
    return Polygon([left, right, (right[0] + east, right[1] + north), (left[0] + east, left[1] + north)])


def on_side(flat: BaseGeometry, azimuth_deg: float) -> BaseGeometry | None:
    """Return the parts of a line that lie on one side of its middle."""
    middle = flat.envelope.centroid
    west, south, east, north = flat.bounds
    far = float(np.hypot(east - west, north - south)) + 1.0
    turn = np.radians(azimuth_deg + np.linspace(-60.0, 60.0, 9))
    wedge = Polygon(
        [(middle.x, middle.y), *((middle.x + far * np.sin(t), middle.y + far * np.cos(t)) for t in turn)]
    )
    found = flat.intersection(wedge)
    return None if found.is_empty else found
