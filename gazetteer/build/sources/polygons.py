"""The tracked polygons → polygons of countries, first-order divisions, regions and seas.

Only the divisions are tracked (`gazetteer.build.refresh_polygons`). Countries are the union of theirs;
regions ("Darfur") the union of the curated row's ``members``; seas the curated ``outline`` or ``bbox``
without the land.
"""

from __future__ import annotations

import csv
import lzma
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.build.tables import CURATED, SOURCES
from gazetteer.errors import SourceError

SEA_CODES = {"OCN", "SEA", "GULF", "STRT", "CHN", "BAY", "BGHT", "SD", "FJD", "ESTY"}
SLIVER_DEG2 = 1e-6
"""About a hectare: pieces of sea this small are only where two outlines of one shore differ."""


def read_polygons(sources: Path = SOURCES, curated: Path = CURATED) -> Iterator[tuple[str, bytes]]:
    """Yield each target ("IQ", "IQ.18", "curated:darfur") with its polygon as WKB, countries first.

    Raises
    ------
    SourceError
        The list and the polygons differ, or a curated row names a division that is not there.
    """
    divisions = read_divisions(sources)
    by_country: dict[str, list[BaseGeometry]] = defaultdict(list)
    for target, shape in divisions.items():
        by_country[target.partition(".")[0]].append(shape)
    countries = {code: shapely.union_all(parts) for code, parts in by_country.items()}
    shapes = {**countries, **{key: shape for key, shape in divisions.items() if not key.endswith(".")}}
    for target, shape in shapes.items():
        yield target, shapely.to_wkb(shape)
    land = Land(list(countries.values()))
    for row in _curated_rows(curated):
        shape = _curated_shape(row, shapes, land)
        if shape is not None:
            yield row["id"], shapely.to_wkb(shapely.normalize(shape))


def read_divisions(sources: Path = SOURCES) -> dict[str, BaseGeometry]:
    """Return the tracked polygons by target; "XX." is what of a country belongs to no division."""
    blob = lzma.decompress((sources / "divisions.wkb.xz").read_bytes())
    with (sources / "divisions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if sum(int(row["bytes"]) for row in rows) != len(blob):
        raise SourceError("divisions.csv: the lengths do not add up to those of divisions.wkb.xz")
    shapes, start = {}, 0
    for row in rows:
        end = start + int(row["bytes"])
        shapes[row["target"]] = shapely.from_wkb(blob[start:end])
        start = end
    return shapes


class Land:
    """The land of all countries, to be cut out of seas."""

    def __init__(self, countries: list[BaseGeometry]) -> None:
        self._parts = [part for country in countries for part in shapely.get_parts(country)]
        self._tree = shapely.STRtree(self._parts)

    def cut_from(self, shape: BaseGeometry) -> BaseGeometry:
        """Return `shape` without the land."""
        found = sorted(self._tree.query(shape, predicate="intersects"))
        near = shapely.intersection([self._parts[index] for index in found], shape)
        return _without_slivers(shapely.difference(shape, shapely.union_all(near)))


def _without_slivers(shape: BaseGeometry) -> BaseGeometry:
    parts = [part for part in shapely.get_parts(shape) if part.area > SLIVER_DEG2]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def box(bbox: str) -> BaseGeometry:
    """Return the rectangle of "west,south,east,north"; two of them where it crosses the antimeridian."""
    west, south, east, north = (float(cell) for cell in bbox.split(","))
    if west <= east:
        return shapely.box(west, south, east, north)
    return shapely.union_all([shapely.box(west, south, 180, north), shapely.box(-180, south, east, north)])


def _curated_rows(curated: Path) -> Iterator[dict[str, str]]:
    for path in sorted(curated.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            if {"members", "outline", "bbox"} & set(rows.fieldnames or ()):
                yield from rows


def _curated_shape(row: dict[str, str], shapes: dict[str, BaseGeometry], land: Land) -> BaseGeometry | None:
    if members := row.get("members"):
        return shapely.union_all([_member(row["id"], code, shapes) for code in members.split("|")])
    if outline := row.get("outline"):
        ring = [tuple(float(cell) for cell in point.split()) for point in outline.split(",")]
        shape = shapely.Polygon(ring)
    elif row.get("bbox") and row["feature_code"] in SEA_CODES:
        shape = box(row["bbox"])
    else:
        return None
    if row["feature_class"] != "H":
        return shape
    water = land.cut_from(shape)
    return None if water.is_empty else water  # harbours narrower than the tracked coast line


def _member(row_id: str, code: str, shapes: dict[str, BaseGeometry]) -> BaseGeometry:
    if code not in shapes:
        raise SourceError(f"{row_id}: there is no polygon of its member {code}")
    return shapes[code]
