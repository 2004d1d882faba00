"""Polygons into the database: as they are, simplified, and the box of every part for point-in-polygon."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.build.draft import Draft
from gazetteer.build.finish import Database
from gazetteer.build.sources.polygons import read_polygons

SIMPLIFIED_DEG = 0.05
"""About 5 km: fine enough to draw a country and to measure a distance to a border in words."""

EARTH_RADIUS_M = 6_371_007.2
"""Of the sphere with the area of the WGS 84 ellipsoid."""

DIVISIONS = ("country", "admin1")
OTHER_LEVEL = 9


def add_polygons(database: Database, draft: Draft, sources: Path, curated: Path) -> None:
    """Add the tracked polygons; countries and divisions take point, box and extent from theirs."""
    usual = country_points(curated)
    for target, wkb in read_polygons(sources, curated):
        n = draft.number(target)
        if n is None:
            continue
        shape = shapely.from_wkb(wkb)
        simplified = shapely.simplify(shape, SIMPLIFIED_DEG, preserve_topology=True)
        parts = shapely.get_parts(shape)
        level = OTHER_LEVEL if ":" in target else min(target.count("."), 1)
        database.add_polygon(n, wkb, shapely.to_wkb(simplified), [part.bounds for part in parts], level)
        if level < len(DIVISIONS):
            point = usual.get(target)
            if point is None or not shape.covers(point):
                point = middle(shape)
            database.outline(n, (point.x, point.y), bbox(parts), math.sqrt(area_m2(shape) / math.pi))


def country_points(curated: Path) -> dict[str, shapely.Point]:
    """Return the point that atlases give each country: of its mainland, as for the United States."""
    path = curated / "country_points.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["country_code"]: shapely.Point(float(row["lon"]), float(row["lat"]))
            for row in csv.DictReader(file)
        }


def middle(shape: BaseGeometry) -> shapely.Point:
    """Return the centroid where it lies inside, else that of the largest part, else a point inside."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    for point in (shape.centroid, largest.centroid):
        if shape.covers(point):
            return point
    return shapely.point_on_surface(largest)


def bbox(parts: Iterable[BaseGeometry]) -> tuple[float, float, float, float]:
    """Return west, south, east, north; west > east where the box across the antimeridian is narrower."""
    boxes = [part.bounds for part in parts]
    west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
    east, north = max(box[2] for box in boxes), max(box[3] for box in boxes)
    eastern = [box[0] for box in boxes if box[0] >= 0]
    western = [box[2] for box in boxes if box[0] < 0]
    if eastern and western and max(western) + 360 - min(eastern) < east - west:
        west, east = min(eastern), max(western)
    return west, south, east, north


def area_m2(shape: BaseGeometry) -> float:
    """Return the area on the sphere, by the cylindrical equal-area projection."""

    def project(degrees: np.ndarray) -> np.ndarray:
        radians = np.radians(degrees)
        return EARTH_RADIUS_M * np.column_stack((radians[:, 0], np.sin(radians[:, 1])))

    return float(shapely.transform(shape, project).area)
