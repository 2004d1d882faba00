"""Metres, azimuths, destinations, circles and sectors on the WGS 84 ellipsoid.

All lengths are geodesic metres, all azimuths degrees clockwise from true north. Polygons follow
RFC 7946: outer rings anticlockwise, straight edges in lon/lat, split at the antimeridian, closed
through a pole where they hold one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from pyproj import Geod, Transformer
from shapely import (
    GEOSException,
    clip_by_rect,
    get_coordinates,
    get_exterior_ring,
    get_parts,
    intersection,
    make_valid,
    polygons,
    transform,
)
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Point, Polygon, box
from shapely.geometry.polygon import orient
from shapely.ops import unary_union

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from shapely.geometry.base import BaseGeometry

GEOD = Geod(ellps="WGS84")
WORLD = box(-180.0, -90.0, 180.0, 90.0)
_OF_A_CIRCLE = 65
"""Vertices of a circle, which are all as far."""
_AS_FAR = 0.98
"""Share of the largest angle within which the farthest point on the ellipsoid lies."""
_KEPT_CIRCLES = 4096
"""Circles kept at once, 8 MB: news of a region names its towns again; 256 were too few for 222 articles."""


def distance_m(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the geodesic distance between two points in metres.

    Examples
    --------
    >>> round(distance_m(0, 0, 1, 0))
    111319
    """
    return float(GEOD.inv(lon1, lat1, lon2, lat2)[2])


def azimuth_deg(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the azimuth at the first point of the geodesic to the second, 0 <= azimuth < 360."""
    return float(GEOD.inv(lon1, lat1, lon2, lat2)[0]) % 360.0


def destination(lon: float, lat: float, azimuth: float, metres: float) -> tuple[float, float]:
    """Return (lon, lat) of the point `metres` away along the geodesic that starts at `azimuth`."""
    to_lon, to_lat, _ = GEOD.fwd(lon, lat, azimuth, metres)
    return float(to_lon), float(to_lat)


def destinations(
    lon: float, lat: float, azimuths: ArrayLike, metres: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return lons and lats of many destinations of one point; azimuths and metres broadcast."""
    az, dist = np.broadcast_arrays(np.asarray(azimuths, float), np.asarray(metres, float))
    to_lon, to_lat, _ = GEOD.fwd(np.full(az.shape, lon), np.full(az.shape, lat), az, dist)
    return to_lon, to_lat


def offsets(
    lon: float, lat: float, lons: ArrayLike, lats: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return azimuths (degrees) and distances (metres) from one point to many."""
    to_lon, to_lat = np.broadcast_arrays(np.asarray(lons, float), np.asarray(lats, float))
    az, _, dist = GEOD.inv(np.full(to_lon.shape, lon), np.full(to_lat.shape, lat), to_lon, to_lat)
    return np.asarray(az), np.asarray(dist)


def unwrap_lon(lons: ArrayLike) -> NDArray[np.float64]:
    """Make a run of longitudes continuous: no step between neighbours exceeds 180 degrees."""
    return np.unwrap(np.asarray(lons, dtype=np.float64), period=360.0)


def ring_polygon(lons: ArrayLike, lats: ArrayLike) -> Polygon | MultiPolygon:
    """Return the valid, oriented polygon inside an open ring, at a pole or the antimeridian too.

    Parameters
    ----------
    lons, lats : array_like
        Vertices in order, the first not repeated. Longitudes may jump by 360 degrees.

    Returns
    -------
    Polygon or MultiPolygon
        Within [-180, 180] x [-90, 90], exterior anticlockwise.
    """
    x = np.asarray(lons, float)
    y = np.asarray(lats, float)
    if np.ptp(x) < 180.0:
        area = float(x[:-1] @ y[1:] - y[:-1] @ x[1:] + x[-1] * y[0] - y[-1] * x[0])
        ring = np.column_stack((x, y) if area > 0.0 else (x[::-1], y[::-1]))
        polygon = polygons(ring)
        return polygon if polygon.is_valid else tidy(polygon)
    x = unwrap_lon(np.append(x, x[0]))
    if abs(x[-1] - x[0]) > 180.0:  # the ring runs round a pole: close it along the pole
        pole = 90.0 if y.mean() > 0 else -90.0
        x = np.concatenate((x, [x[-1], x[0]]))
        y = np.concatenate((y, [y[0], pole, pole]))
    else:
        x = x[:-1]
    return split_antimeridian(Polygon(np.column_stack((x, y))))


def split_antimeridian(geometry: BaseGeometry) -> Polygon | MultiPolygon:
    """Cut a polygon whose longitudes run past ±180 into parts within [-180, 180]."""
    valid = geometry if geometry.is_valid else geometry.buffer(0)
    west, _, east, _ = valid.bounds
    parts = []
    for turn in range(int(np.floor((west + 180.0) / 360.0)), int(np.ceil((east - 180.0) / 360.0)) + 1):
        part = translate(valid, xoff=-360.0 * turn).intersection(WORLD)
        if not part.is_empty:
            parts.append(part)
    return tidy(unary_union(parts))


def tidy(geometry: BaseGeometry) -> Polygon | MultiPolygon:
    """Return the areas of a geometry, valid, exteriors anticlockwise."""
    if not geometry.is_valid:
        geometry = make_valid(geometry)
    if geometry.geom_type == "Polygon":
        return orient(geometry)
    parts = [orient(part) for part in _polygons(geometry) if part.area > 0.0]
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def _polygons(geometry: BaseGeometry) -> list[Polygon]:
    if geometry.geom_type == "Polygon":
        return [geometry]
    return [p for part in getattr(geometry, "geoms", ()) for p in _polygons(part)]


@lru_cache(maxsize=8)
def _turn(vertices: int) -> NDArray[np.float64]:
    """Azimuths of a full turn, anticlockwise."""
    return np.linspace(0.0, -360.0, vertices, endpoint=False, dtype=np.float64)


@lru_cache(maxsize=_KEPT_CIRCLES)
def circle(lon: float, lat: float, radius_m: float, vertices: int = 64) -> Polygon | MultiPolygon:
    """Return the geodesic circle, its vertices at the radius that gives the polygon the disc's area."""
    step = 2.0 * np.pi / vertices
    stretch = float(np.sqrt(step / np.sin(step)))
    return ring_polygon(*destinations(lon, lat, _turn(vertices), radius_m * stretch))


def sector(
    lon: float, lat: float, inner_m: float, outer_m: float, azimuth: float, half_deg: float, steps: int = 24
) -> Polygon | MultiPolygon:
    """Return the part of a ring that lies within `half_deg` of an azimuth."""
    arc = np.linspace(azimuth + half_deg, azimuth - half_deg, steps)
    out_lon, out_lat = destinations(lon, lat, arc, outer_m)
    if inner_m <= 0.0:
        return ring_polygon(np.append(out_lon, lon), np.append(out_lat, lat))
    in_lon, in_lat = destinations(lon, lat, arc[::-1], inner_m)
    return ring_polygon(np.concatenate((out_lon, in_lon)), np.concatenate((out_lat, in_lat)))


def area_m2(geometry: BaseGeometry) -> float:
    """Return the area on the ellipsoid in square metres; edges are geodesics, holes are taken off."""
    return sum(abs(GEOD.geometry_area_perimeter(orient(p))[0]) for p in _polygons(geometry))


def reach_m(lon: float, lat: float, geometry: BaseGeometry) -> float:
    """Return the radius of the smallest circle round a point that holds all vertices of a geometry."""
    points = get_coordinates(get_exterior_ring(get_parts(geometry)))
    if len(points) > _OF_A_CIRCLE:
        points = _farthest(lon, lat, points)
    _, dist = offsets(lon, lat, points[:, 0], points[:, 1])
    return float(dist.max())


def _farthest(lon: float, lat: float, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the points that are about as far as the farthest on a sphere, which differs by up to 0.6 %."""
    to_lon, to_lat = np.radians(points).T
    at_lon, at_lat = np.radians((lon, lat))
    cosine = np.sin(to_lat) * np.sin(at_lat) + np.cos(to_lat) * np.cos(at_lat) * np.cos(to_lon - at_lon)
    angle = np.arccos(np.clip(cosine, -1.0, 1.0))
    kept: NDArray[np.float64] = points[angle >= _AS_FAR * angle.max()]
    return kept


def clipped_to(shape: BaseGeometry, west: float, south: float, east: float, north: float) -> BaseGeometry:
    """Return what of a shape lies in a window; GEOS's quick way fails where a ring only touches its edge."""
    try:
        return clip_by_rect(shape, west, south, east, north)
    except GEOSException:
        return intersection(make_valid(shape), box(west, south, east, north))


class LocalPlane:
    """Azimuthal equidistant plane round a point: metres east and north, exact from the centre.

    Parameters
    ----------
    lon, lat : float
        The centre, degrees.
    """

    def __init__(self, lon: float, lat: float) -> None:
        # The way that Transformer.from_crs("EPSG:4326", …) finds, in 0.07 ms for 5: that asks a database.
        self._to = Transformer.from_pipeline(
            "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad"
            f" +step +proj=aeqd +lat_0={lat:.8f} +lon_0={lon:.8f} +ellps=WGS84"
        )

    def forward(self, lons: Any, lats: Any) -> tuple[Any, Any]:
        """Return x (east) and y (north) in metres."""
        return self._to.transform(lons, lats)

    def inverse(self, xs: Any, ys: Any) -> tuple[Any, Any]:
        """Return lon and lat in degrees."""
        return self._to.transform(xs, ys, direction="INVERSE")

    def plane(self, geometry: BaseGeometry) -> BaseGeometry:
        """Project a lon/lat geometry to the plane."""
        return transform(geometry, self.forward, interleaved=False)

    def globe(self, geometry: BaseGeometry) -> Polygon | MultiPolygon:
        """Project areas of the plane back to lon/lat, split at the antimeridian."""
        parts: list[Polygon] = []
        for polygon in _polygons(geometry):
            lons, lats = self.inverse(*np.asarray(polygon.exterior.coords)[:-1].T)
            outer = ring_polygon(lons, lats)
            for hole in polygon.interiors:
                lons, lats = self.inverse(*np.asarray(hole.coords)[:-1].T)
                outer = outer.difference(ring_polygon(lons, lats))
            parts.extend(_polygons(outer))
        return tidy(unary_union(parts) if len(parts) > 1 else parts[0])


def buffer_m(geometry: BaseGeometry, metres: float) -> Polygon | MultiPolygon:
    """Return all that lies within `metres` of a geometry, measured in a plane round its middle."""
    middle = geometry.centroid if not geometry.is_empty else Point(0, 0)
    plane = LocalPlane(middle.x, middle.y)
    return plane.globe(plane.plane(geometry).buffer(metres, quad_segs=6))


def limit_vertices(geometry: Polygon | MultiPolygon, most: int = 100) -> Polygon | MultiPolygon:
    """Simplify until no more than `most` vertices are left; small parts go before shape does."""
    parts = sorted(_polygons(geometry), key=lambda p: -p.area)
    parts = [p for p in parts if p.area >= 0.002 * parts[0].area][:8]
    parts = [Polygon(p.exterior, [r for r in p.interiors if Polygon(r).area > 0.02 * p.area]) for p in parts]
    shape: Any = parts[0] if len(parts) == 1 else MultiPolygon(parts)
    tolerance = float(np.sqrt(shape.area)) * 0.002
    for _ in range(40):  # by then the tolerance is the shape's own width; what is left has tiny parts
        if _count(shape) <= most:
            return tidy(shape)
        shape = tidy(shape.simplify(tolerance))
        tolerance *= 1.5
    return tidy(shape.convex_hull)


def outline(polygon: BaseGeometry) -> Polygon | MultiPolygon:
    """Return a polygon as it is shown and told: within [-180, 180], with no more than a hundred vertices."""
    return limit_vertices(split_antimeridian(polygon.simplify(0.002 * float(polygon.area) ** 0.5)))


def _count(geometry: BaseGeometry) -> int:
    return sum(len(p.exterior.coords) + sum(len(r.coords) for r in p.interiors) for p in _polygons(geometry))
