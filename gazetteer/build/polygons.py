"""Polygons into the database: as they are, with a hundred vertices, and the box of every part."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import shapely

from gazetteer.build.draft import Draft
from gazetteer.build.finish import Database
from gazetteer.build.middle import middle
from gazetteer.build.sources.polygons import read_polygons
from gazetteer.geodesy import area_m2
from gazetteer.geodesy import outline as short_outline

OFF_SHORE_DEG = 0.3
"""Atlases round to whole degrees: the Philippines' point lies between its islands, Kuwait's in Iraq."""

OTHER_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Outline:
    """A polygon made ready for the database."""

    target: str
    full: bytes
    simplified: bytes
    boxes: list[tuple[float, ...]]
    level: int
    point: tuple[float, float]
    bbox: tuple[float, float, float, float]
    extent_m: float


def outlines(sources: Path, curated: Path) -> list[Outline]:
    """Return the polygons, each with the point, box and extent that it gives its place."""
    usual = country_points(curated)
    return [_outline(target, wkb, usual.get(target)) for target, wkb in read_polygons(sources, curated)]


def _outline(target: str, wkb: bytes, usual: shapely.Point | None) -> Outline:
    shape = shapely.from_wkb(wkb)
    simplified = shapely.to_wkb(short_outline(shape))
    parts = shapely.get_parts(shape)
    boxes = [part.bounds for part in parts]
    fits = usual is not None and shape.distance(usual) <= OFF_SHORE_DEG
    point = usual if usual is not None and fits else middle(shape)
    extent_m = math.sqrt(area_m2(shape) / math.pi)
    level = OTHER_LEVEL if ":" in target else min(target.count("."), 1)
    return Outline(target, wkb, simplified, boxes, level, (point.x, point.y), bbox(boxes), extent_m)


def add_outlines(database: Database, draft: Draft, found: Iterable[Outline]) -> None:
    """Add the polygons of the places that the draft has."""
    for outline in found:
        n = draft.number(outline.target)
        if n is None:
            continue
        database.add_polygon(n, outline.full, outline.simplified, outline.boxes, outline.level)
        database.outline(n, outline.point, outline.bbox, outline.extent_m)


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


def bbox(boxes: Sequence[tuple[float, ...]]) -> tuple[float, float, float, float]:
    """Return west, south, east, north; west > east where the box across the antimeridian is narrower."""
    west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
    east, north = max(box[2] for box in boxes), max(box[3] for box in boxes)
    eastern = [box[0] for box in boxes if box[0] >= 0]
    western = [box[2] for box in boxes if box[0] < 0]
    if eastern and western and max(western) + 360 - min(eastern) < east - west:
        west, east = min(eastern), max(western)
    return west, south, east, north
