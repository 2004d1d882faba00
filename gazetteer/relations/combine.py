"""Several clauses on one place: their densities multiply on a grid, the smallest region is cut out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from shapely import box as boxes
from shapely.geometry import Point
from shapely.ops import nearest_points, unary_union

from gazetteer.geodesy import LocalPlane, limit_vertices, offsets
from gazetteer.relations.polar import Polar

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

Field = Callable[["NDArray[np.float64]", "NDArray[np.float64]"], "NDArray[np.float64]"]
"""Lons and lats → density per area, 1 where it is highest."""

LEAST_AGREEMENT = 1e-3
"""Where the product of the densities never reaches this, the clauses contradict each other."""

_CELLS = 96


def polar_field(lon: float, lat: float, scale_m: float, azimuth_deg: float | None, density: Polar) -> Field:
    """Return the density round an anchor as a function of lon and lat; 1 where it is highest."""
    radii = np.linspace(0.01, density.mode + 2.0 * density.right, 200)
    top = float(density.per_area(radii, np.zeros(1)).max())

    def field(lons: NDArray[np.float64], lats: NDArray[np.float64]) -> NDArray[np.float64]:
        azimuth, metres = offsets(lon, lat, lons, lats)
        angle = (azimuth - (azimuth_deg or 0.0) + 180.0) % 360.0 - 180.0
        return density.per_area(metres / scale_m, angle) / top

    return field


def smallest_region(
    fields: Sequence[Field], lon: float, lat: float, radius_m: float, coverage: float
) -> tuple[BaseGeometry, float, float] | None:
    """Return the smallest region that holds `coverage` of the product of densities, and its best point.

    Parameters
    ----------
    fields : sequence of Field
        The densities.
    lon, lat, radius_m : float
        A circle that holds all that matters.
    coverage : float
        Share to hold.

    Returns
    -------
    (region, lon, lat) or None
        None where the densities exclude each other.
    """
    plane = LocalPlane(lon, lat)
    x0 = y0 = -radius_m
    x1 = y1 = radius_m
    for _ in range(3):  # zoom in on what holds the mass
        xs, ys = (np.linspace(low, high, _CELLS) for low, high in ((x0, x1), (y0, y1)))
        grid_x, grid_y = np.meshgrid(xs, ys)
        lons, lats = plane.inverse(grid_x, grid_y)
        product = np.ones_like(grid_x)
        for field in fields:
            product *= field(lons, lats)
        total = product.sum()
        if product.max() < LEAST_AGREEMENT:
            return None
        order = np.argsort(product, axis=None)[::-1]
        held = np.cumsum(product.ravel()[order]) / total
        count = int(np.searchsorted(held, coverage)) + 1
        inside = np.zeros(product.size, bool)
        inside[order[:count]] = True
        inside = inside.reshape(product.shape)
        rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
        if max(np.ptp(rows), np.ptp(columns)) > 0.55 * _CELLS:
            break
        step_x, step_y = xs[1] - xs[0], ys[1] - ys[0]
        x0, x1 = xs[columns[0]] - 4 * step_x, xs[columns[-1]] + 4 * step_x
        y0, y1 = ys[rows[0]] - 4 * step_y, ys[rows[-1]] + 4 * step_y
    cell = float(xs[1] - xs[0])
    shape = _cells(inside, xs, ys)
    weight = np.where(inside, product, 0.0)
    middle = Point(
        float((grid_x * weight).sum() / weight.sum()), float((grid_y * weight).sum() / weight.sum())
    )
    smooth = shape.buffer(cell).buffer(-cell).simplify(cell / 3.0)
    region = limit_vertices(plane.globe(smooth if not smooth.is_empty else shape))
    best_lon, best_lat = (float(v) for v in plane.inverse(middle.x, middle.y))
    if not region.covers(Point(best_lon, best_lat)):
        best_lon, best_lat = inside_point(region, best_lon, best_lat)
    return region, best_lon, best_lat


def inside_point(region: BaseGeometry, lon: float, lat: float) -> tuple[float, float]:
    """Return the point of a region nearest to a point, a little inward."""
    if region.covers(Point(lon, lat)):
        return lon, lat
    width = float(np.sqrt(region.area))
    for share in (0.05, 0.02, 0.005, 0.0005):
        core = region.buffer(-share * width)
        if not core.is_empty:
            near = nearest_points(core, Point(lon, lat))[0]
            if region.covers(near):
                return near.x, near.y
    middle = region.representative_point()
    return middle.x, middle.y


def _cells(inside: NDArray[np.bool_], xs: NDArray[np.float64], ys: NDArray[np.float64]) -> BaseGeometry:
    """Union the cells of a mask, run by run."""
    half_x, half_y = (xs[1] - xs[0]) / 2.0, (ys[1] - ys[0]) / 2.0
    runs = []
    for row in np.flatnonzero(inside.any(axis=1)):
        line = np.concatenate(([False], inside[row], [False])).astype(np.int8)
        change = np.flatnonzero(np.diff(line))
        for start, stop in zip(change[::2], change[1::2], strict=True):
            runs.append(boxes(xs[start] - half_x, ys[row] - half_y, xs[stop - 1] + half_x, ys[row] + half_y))
    return unary_union(runs)
