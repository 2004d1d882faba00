"""The point that stands for an area: the mean of what of it holds together, on the sphere.

Of all points the mean has the least squared distance from a random place of the area. A mean of degrees
would not do: it counts a square degree at 60° N as much as one twice its size at the equator.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gazetteer.geodesy import area_m2

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

EARTH_RADIUS_M = 6_371_000.0

APART_M = 700_000.0
"""Parts farther than this from all others are not what the name brings to mind: Alaska, the Canaries, Madeira
and the Galápagos (793 km and more), but not the halves of Malaysia (584 km). What lies between is islets."""

HOLDS_TOGETHER = 0.5
"""Least share of the area that they must leave: where it is less (Kiribati, Polynesia) all parts count."""

EDGE_DEG = 0.5
"""Longest edge between vertices that distances of parts are measured by."""

INSET = 0.1
"""How far inside its shore the point of a crescent or an archipelago lies, as a share of the radius of a disc
of its area: on the line itself it would be the neighbour's as well."""

COARSE = 0.01
"""How far the shore may be moved for that, as a share of that radius: to follow every fjord takes long."""


def middle(shape: BaseGeometry) -> shapely.Point:
    """Return the mean of the area; where that is outside, the nearest point that is well inside."""
    body = main_body(shape)
    lon, lat = _lonlat(_moment(body))
    mean = shapely.Point(lon, lat)
    if shapely.covers(body, mean):
        return mean
    # Degrees of longitude shrink towards the poles; near the mean the plane is good enough.
    cosine = max(math.cos(math.radians(lat)), 0.01)
    plane = shapely.transform(body, lambda degrees: degrees * (cosine, 1.0))
    radius = math.sqrt(plane.area / math.pi)
    inner = plane.simplify(COARSE * radius).buffer(-INSET * radius)
    goal = shapely.Point(lon * cosine, lat)
    x, y = shapely.shortest_line(plane if inner.is_empty else inner, goal).coords[0]
    return shapely.Point(x / cosine, y)


def main_body(shape: BaseGeometry) -> BaseGeometry:
    """Return the largest part and all that hangs together with it, by steps of `APART_M` at most."""
    parts = sorted(shapely.get_parts(shape), key=area_m2, reverse=True)
    if len(parts) == 1:
        return shape
    corners = [_unit_vectors(_coordinates(part)) for part in parts]
    joined, left = [0], dict(enumerate(corners[1:], 1))
    for at in joined:
        near = [n for n, other in left.items() if float((other @ corners[at].T).max()) >= _NEAR]
        joined += near
        for n in near:
            del left[n]
    if not left:
        return shape
    body = shapely.MultiPolygon([parts[n] for n in sorted(joined)])
    return body if area_m2(body) >= HOLDS_TOGETHER * area_m2(shape) else shape


_NEAR = math.cos(APART_M / EARTH_RADIUS_M)


def _coordinates(part: BaseGeometry) -> NDArray[np.float64]:
    """Return the corners of a part, thinned to what its distance from others hangs on."""
    corners = shapely.get_coordinates(shapely.segmentize(part, EDGE_DEG))
    return np.unique(np.round(corners / EDGE_DEG), axis=0) * EDGE_DEG


def _moment(shape: BaseGeometry) -> NDArray[np.float64]:
    """Return the integral of the unit vectors of an area: half of ∮ r × dr along its rings."""
    total = np.zeros(3)
    for polygon in shapely.get_parts(shape):
        for ring, sign in ((polygon.exterior, 1.0), *((hole, -1.0) for hole in polygon.interiors)):
            corners = _unit_vectors(shapely.get_coordinates(shapely.segmentize(ring, EDGE_DEG)))
            turn = sign if ring.is_ccw else -sign
            total += turn / 2.0 * np.cross(corners[:-1], corners[1:]).sum(axis=0)
    return total


def _unit_vectors(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the points of the unit sphere, a row each, from rows of lon and lat."""
    lon, lat = np.radians(degrees).T
    return np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))


def _lonlat(vector: NDArray[np.float64]) -> tuple[float, float]:
    x, y, z = (float(value) for value in vector)
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))
