"""How close the point of an area is to the area: the mean on the sphere, the mean of degrees, an atlas' point.

    python benchmarks/area_points.py

For each kind of area the distance of its point from a random place of it (root of the mean square) and from
its farthest corner, in km, and how many areas have the new point closer, and farther, by 500 m.
"""

from __future__ import annotations

import math

import numpy as np
import shapely

from gazetteer.build.middle import main_body, middle
from gazetteer.build.polygons import country_points
from gazetteer.build.sources.polygons import read_polygons
from gazetteer.build.tables import CURATED
from gazetteer.geodesy import offsets

STEPS, LEAST_STEPS = 100, 8
"""Random places are those of a lattice with so many steps along the box of the area, of any of its parts."""


def lattice(body: shapely.Geometry) -> np.ndarray:
    """Return places spread evenly over the area: lon, lat and how much each stands for."""
    whole = max(body.bounds[2] - body.bounds[0], body.bounds[3] - body.bounds[1]) / STEPS
    found = []
    for part in shapely.get_parts(body):
        west, south, east, north = part.bounds
        step = min(whole, max(east - west, north - south) / LEAST_STEPS)
        x, y = np.meshgrid(np.arange(west + step / 2, east, step), np.arange(south + step / 2, north, step))
        inside = shapely.contains_xy(part, x, y)
        found.append(np.column_stack((x[inside], y[inside], np.cos(np.radians(y[inside])) * step**2)))
    return np.concatenate(found)


def distances_km(body: shapely.Geometry, places: np.ndarray, point: shapely.Point) -> tuple[float, float]:
    """Return the distance of a point from a random place and from the farthest corner."""
    _, metres = offsets(point.x, point.y, places[:, 0], places[:, 1])
    corners = shapely.get_coordinates(body)
    _, far = offsets(point.x, point.y, corners[:, 0], corners[:, 1])
    return math.sqrt(float(np.average(metres**2, weights=places[:, 2]))) / 1000, float(far.max()) / 1000


def of_degrees(shape: shapely.Geometry) -> shapely.Point:
    """Return the mean of degrees, or of those of the largest part, or a point inside."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    found = (point for point in (shape.centroid, largest.centroid) if shape.covers(point))
    return next(found, shapely.point_on_surface(largest))


def main() -> None:
    """Measure and print."""
    atlas = country_points(CURATED)
    told: dict[str, list[tuple[float, ...]]] = {"countries": [], "divisions": [], "regions and seas": []}
    for target, wkb in read_polygons():
        shape = shapely.from_wkb(wkb)
        kind = "regions and seas" if ":" in target else "divisions" if "." in target else "countries"
        before = atlas[target] if kind == "countries" and target in atlas else of_degrees(shape)
        body = main_body(shape)
        places = lattice(body)
        told[kind].append((*distances_km(body, places, before), *distances_km(body, places, middle(shape))))
    for kind, rows in told.items():
        old, old_far, new, new_far = np.array(rows).T
        print(
            f"{kind}: {len(rows)}; random place {old.mean():.1f} → {new.mean():.1f} km, farthest corner "
            f"{old_far.mean():.0f} → {new_far.mean():.0f} km; "
            f"closer {(new < old - 0.5).sum()}, farther {(new > old + 0.5).sum()}"
        )


if __name__ == "__main__":
    main()
