"""Regions cut from outlines: parts of countries, borders, coasts, waters, the land round a country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from shapely.affinity import translate
from shapely.geometry import MultiLineString, MultiPoint, MultiPolygon, Point, Polygon, box
from shapely.ops import unary_union

from gazetteer.geodesy import LocalPlane, circle, split_antimeridian
from gazetteer.place import Place
from gazetteer.relations.relation import SpatialRelation

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.relations.atlas import Atlas

_LINEAR = ("STM", "CNL", "WAD", "CHN")
_OCEAN_M = 1_500_000.0
_WIDE_M = 60_000.0
"""From this extent on "north of X" starts at X's edge and not at its point."""
BORDER_M = {0.5: 20_000.0, 0.9: 60_000.0}
COAST_M = {0.5: 25_000.0, 0.9: 70_000.0}
OFFSHORE_M = {0.5: 120_000.0, 0.9: 450_000.0}
"""Coverage → how far from the line: regions of the Flinn-Engdahl scheme and news of borders and coasts
together; few cases, so wide."""
BEYOND_M = {False: 100_000.0, True: 450_000.0}
"""How far beyond the edge "south of X" reaches: over land; round islands, where nothing nearer has a name."""
PART_SHARE = {0.5: 0.3, 0.9: 0.62}
"""Coverage → share of the area of a country or province, counted from the named side, that holds what is
told of its "northern" part."""
CENTRE_SHARE = {0.5: 0.25, 0.9: 0.6}


def _at(table: dict[float, float], coverage: float) -> float:
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


@lru_cache(maxsize=256)
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
    if outline is not None or place.feature_code.startswith(_LINEAR) or place.extent_m > _OCEAN_M:
        return outline  # a circle round the middle of a river says nothing of its banks
    return circle(place.lon, place.lat, place.extent_m, 48)


def area_of(
    relation: SpatialRelation, places: Sequence[Place], atlas: Atlas, coverage: float
) -> tuple[BaseGeometry, str] | None:
    """Return the region of a relation to areas and lines, and why; None where the data do not say."""
    if not places:
        return None
    bare = replace(relation, span=(0, 0), anchors=(), chained=(), anaphor=None)
    return _area_of(bare, tuple(places), atlas, coverage)


@lru_cache(maxsize=512)
def _area_of(
    relation: SpatialRelation, places: tuple[Place, ...], atlas: Atlas, coverage: float
) -> tuple[BaseGeometry, str] | None:
    """Compute what `area_of` returns; the same words of the same places come again in an article."""
    kind = relation.relation
    if kind == "part" or (kind == "outskirts" and relation.azimuth_deg is not None):
        return _part(relation, places[0], atlas, coverage)
    if kind == "border":
        return _border(relation, places, atlas, coverage)
    if kind in {"coast", "offshore"}:
        return _coast(relation, places[0], atlas, coverage)
    if kind == "outskirts" and places[0].feature_code.startswith("PCL"):
        return None  # "outside Iraq" is anywhere else
    if kind in {"direction", "offset", "distance", "near", "outskirts"}:
        return _beyond(relation, places[0], atlas)
    return None


def _plane(place: Place, shape: BaseGeometry) -> tuple[LocalPlane, BaseGeometry]:
    """Return a plane in the middle of a shape, and the shape in it."""
    middle = _joined(shape).representative_point()
    lon = (middle.x + 180.0) % 360.0 - 180.0
    plane = LocalPlane(lon, middle.y)
    return plane, plane.plane(shape).buffer(0)


def _globe(plane: LocalPlane, flat: BaseGeometry) -> BaseGeometry:
    """Project a region back, without the specks and small holes that no reader sees."""
    parts = [p for p in getattr(flat, "geoms", [flat]) if p.geom_type == "Polygon"]
    least = 0.002 * max((p.area for p in parts), default=0.0)
    kept = [
        Polygon(p.exterior, [hole for hole in p.interiors if Polygon(hole).area > 0.01 * p.area])
        for p in parts
        if p.area >= least
    ]
    return plane.globe(MultiPolygon(kept) if len(kept) != 1 else kept[0])


def _joined(shape: BaseGeometry) -> BaseGeometry:
    """Move the western parts of a shape that the antimeridian cuts, so that it is in one piece."""
    west, _, east, _ = shape.bounds
    if east - west < 300.0 or not hasattr(shape, "geoms"):
        return shape
    parts = [translate(p, xoff=360.0) if p.bounds[2] < 0 else p for p in shape.geoms]
    return parts[0].union(parts[1]) if len(parts) == 2 else type(shape)(parts)


def _main_part(shape: BaseGeometry) -> BaseGeometry:
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


def _part(
    relation: SpatialRelation, place: Place, atlas: Atlas, coverage: float
) -> tuple[BaseGeometry, str] | None:
    shape = shape_of(place, atlas)
    if shape is None:
        return None
    plane, flat = _plane(place, shape)
    flat = _main_part(flat)
    if relation.azimuth_deg is None:
        share = min(0.98, _at(CENTRE_SHARE, coverage))
        low, high = 0.0, float(np.sqrt(flat.area)) * 2.0
        middle = flat.centroid
        for _ in range(24):
            radius = (low + high) / 2.0
            if flat.intersection(middle.buffer(radius)).area < share * flat.area:
                low = radius
            else:
                high = radius
        return _globe(
            plane, flat.intersection(middle.buffer(high))
        ), f"the middle of {place.name}: {share:.0%} of its area"
    share = min(0.98, _at(PART_SHARE, coverage))
    cut = _cut_share(flat, relation.azimuth_deg, share)
    return _globe(plane, cut), f"the {share:.0%} of {place.name}'s area that lie farthest that way"


def _cut_share(flat: BaseGeometry, azimuth_deg: float, share: float) -> BaseGeometry:
    """Return the part of a flat shape that lies farthest in a direction and has this share of its area."""
    x, y = np.sin(np.radians(azimuth_deg)), np.cos(np.radians(azimuth_deg))
    west, south, east, north = flat.bounds
    corners = [(cx * x + cy * y) for cx in (west, east) for cy in (south, north)]
    low, high = min(corners), max(corners)
    size = float(np.hypot(east - west, north - south)) * 2.0
    middle_x, middle_y = (west + east) / 2.0, (south + north) / 2.0
    base = middle_x * x + middle_y * y
    cut = flat
    for _ in range(22):
        line = (low + high) / 2.0
        ox, oy = middle_x + (line - base) * x, middle_y + (line - base) * y
        half = _half_plane(ox, oy, azimuth_deg, size)
        cut = flat.intersection(half)
        if cut.area > share * flat.area:
            low = line
        else:
            high = line
    return cut


def _half_plane(x: float, y: float, azimuth_deg: float, size: float) -> Polygon:
    """Return all that lies beyond a point in a direction, as far as `size`."""
    east, north = size * np.sin(np.radians(azimuth_deg)), size * np.cos(np.radians(azimuth_deg))
    left, right = (x - north, y + east), (x + north, y - east)
    return Polygon([left, right, (right[0] + east, right[1] + north), (left[0] + east, left[1] + north)])


def _border(
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
        flat = _side(flat, relation.azimuth_deg) or flat
    if relation.distance_m is not None:
        metres = relation.distance_m.best
        region = flat.buffer(1.25 * metres + 2000.0).difference(flat.buffer(0.6 * metres))
        if relation.azimuth_deg is not None:
            region = region.intersection(_swept(flat, relation.azimuth_deg, 1.3 * metres + 2000.0))
        reason = f"{relation.distance_m.text} from the border of {names}"
    else:
        region = flat.buffer(_at(BORDER_M, coverage), quad_segs=4)
        reason = f"within {_at(BORDER_M, coverage) / 1000:.0f} km of the border of {names}"
    return _globe(plane, region), reason


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


def _side(flat: BaseGeometry, azimuth_deg: float) -> BaseGeometry | None:
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


def _coast(
    relation: SpatialRelation, place: Place, atlas: Atlas, coverage: float
) -> tuple[BaseGeometry, str] | None:
    line = _coast_line(place, atlas)
    if line is None or line.is_empty:
        return None
    plane = LocalPlane(place.lon, place.lat)
    metres = relation.distance_m.best if relation.distance_m is not None else None
    width = _at(COAST_M if relation.relation == "coast" else OFFSHORE_M, coverage)
    reach = width if metres is None else 1.2 * metres + 1000.0
    flat = whole = _near_longest(plane.plane(line.simplify(0.01)), reach)
    if relation.azimuth_deg is not None and relation.relation in {"coast", "offshore"}:
        flat = _side(flat, relation.azimuth_deg) or flat
    if relation.relation == "coast":
        region = flat.buffer(reach, quad_segs=4)
        if metres is not None:
            region = region.difference(flat.buffer(0.6 * metres))
        return _globe(plane, region), f"along the coast of {place.name}"
    region = flat.buffer(reach, quad_segs=4)
    if relation.azimuth_deg is not None:  # the sea on that side, not behind the land
        start = whole.envelope.centroid
        size = 2.0 * (reach + float(np.hypot(*np.subtract(whole.bounds[2:], whole.bounds[:2]))))
        x = start.x - 0.15 * reach * float(np.sin(np.radians(relation.azimuth_deg)))
        y = start.y - 0.15 * reach * float(np.cos(np.radians(relation.azimuth_deg)))
        region = region.intersection(_half_plane(x, y, relation.azimuth_deg, size))
    if metres is not None:
        region = region.difference(flat.buffer(0.6 * metres))
    globe = _globe(plane, region)
    west, south, east, north = globe.bounds
    land = atlas.land((west, south, east, north))
    water = globe.difference(land.simplify(0.05).buffer(0))
    if water.is_empty:
        return None
    said = f"{metres / 1000:.0f} km" if metres is not None else f"within {width / 1000:.0f} km"
    return water, f"at sea, {said} off {place.name}"


def _near_longest(flat: BaseGeometry, reach: float) -> BaseGeometry:
    """Draw a coast as coarsely as its buffer allows, without small islands and those far away."""
    lines = sorted(getattr(flat, "geoms", [flat]), key=lambda line: -line.length)
    least = min(0.4 * reach, 0.5 * lines[0].length)
    near = box(*lines[0].bounds).buffer(1_000_000.0)
    kept = [line for line in lines if line.length > least and line.intersects(near)]
    return MultiLineString([line.simplify(max(500.0, 0.2 * reach)) for line in kept])


def _coast_line(place: Place, atlas: Atlas) -> BaseGeometry | None:
    if place.feature_class == "H":
        if place.extent_m > _OCEAN_M:
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


def _beyond(relation: SpatialRelation, place: Place, atlas: Atlas) -> tuple[BaseGeometry, str] | None:
    """Return the land or sea outside an area, on one side or all round, at a distance where one is stated."""
    shape = disc_of(place, atlas)
    if shape is None:
        return None
    plane, flat = _plane(place, shape)
    flat = _main_part(flat).simplify(float(np.sqrt(flat.area)) * 0.03)
    reach = float(np.sqrt(flat.area / np.pi))
    metres = relation.distance_m.best if relation.distance_m is not None else None
    alone = place.feature_code in {"ISL", "ISLS", "ATOL"} or (
        place.feature_code.startswith("PCL") and not atlas.neighbours(place.country_code or "")
    )
    near, far = (0.6 * metres, 1.2 * metres + 2000.0) if metres else (0.0, 0.8 * reach + BEYOND_M[alone])
    if relation.relation in {"near", "outskirts"}:
        far = 0.25 * reach + 15_000.0
    ring = flat.buffer(far).difference(flat.buffer(near) if near else flat)
    if relation.azimuth_deg is not None:
        half = max(relation.azimuth_half_deg or 45.0, 35.0)
        middle = flat.centroid
        turn = np.radians(relation.azimuth_deg + np.linspace(-half, half, 9))
        size = 3.0 * (reach + far)
        wedge = Polygon(
            [
                (middle.x, middle.y),
                *((middle.x + size * np.sin(t), middle.y + size * np.cos(t)) for t in turn),
            ]
        )
        start = 0.5 * reach
        back = translate(
            wedge,
            -start * np.sin(np.radians(relation.azimuth_deg)),
            -start * np.cos(np.radians(relation.azimuth_deg)),
        )
        ring = ring.intersection(back)
    if ring.is_empty:
        return None
    return _globe(plane, ring), f"outside {place.name}, measured from its edge"
