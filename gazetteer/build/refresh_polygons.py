"""Natural Earth's provinces → the tracked polygons of GeoNames' divisions, ``data/sources/divisions.wkb.xz``.

Run by hand, once in a while: ``python -m gazetteer.build.refresh_polygons world_map.gpkg``; the file is in
Debian's qgis-common. Needs pyogrio, from the extra ``refresh``.

Natural Earth cuts many countries otherwise than GeoNames (101 French departments for 13 regions, 232
British councils for 4 nations), so each of its units goes to the GeoNames division that most of the
cities inside belong to, and the units of a division are joined. Where Natural Earth's units are older and
larger than GeoNames' (Katanga, now four provinces), a unit is divided along the lines half-way between
the cities of one division and those of the next. A unit without a city stays with its country alone.
Borders are simplified as one coverage: neighbours keep the same line.
"""

from __future__ import annotations

import csv
import lzma
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from gazetteer.build.tables import CITY_COLUMNS, SOURCES, read_table

TOLERANCE_DEG = 0.01
"""Square root of the smallest triangle kept (Visvalingam-Whyatt): about 1 km, finer than any province's
border is needed for; the file is 1.8 MB with it."""

PRECISION_DEG = 1e-4
"""Eleven metres."""

SNAP_DEG = 0.8 * PRECISION_DEG
"""How far rounding can move a vertex off the line it was on."""

OFFSHORE_DEG = 0.25
"""Cities on quays and islets that the coast line leaves out count for the unit this near."""

MAJORITY = 0.75
"""Least share of a unit's cities that makes a division the owner of the whole unit. Units that both sources
cut alike reach 0.9, but for misplaced cities."""

PART = 0.05
"""A division with fewer cities than this share of the first one's gets no part of the unit: they are
misplaced."""

OVERRULING = 0.9
"""Least share of its cities that moves a unit to another country than Natural Earth's (Crimea), if they
are `OVERRULING_CITIES`; fewer are more likely misplaced cities beside a border."""

OVERRULING_CITIES = 2
HEADER = ("target", "pieces", "divided", "cities", "purity", "bytes")

City = tuple[str, str, float, float]
"""Country code, admin1 code, lon, lat."""


@dataclass(slots=True)
class _Division:
    """One output polygon: the pieces that make it, and how many of the cities in their units are its own."""

    pieces: list[Any] = field(default_factory=list)
    divided: bool = False
    cities: int = 0
    own: int = 0


def refresh_polygons(world_map: Path, sources: Path = SOURCES) -> int:
    """Write ``divisions.wkb.xz`` and the list of what is in it, ``divisions.csv``; return how many."""
    import pyogrio  # noqa: PLC0415  # an extra

    meta, _, wkb, columns = pyogrio.raw.read(world_map, layer="states_provinces", columns=["iso_a2"])
    units = shapely.from_wkb(wkb)
    countries: list[str] = list(columns[list(meta["fields"]).index("iso_a2")])
    members = members_of(units, _cities(sources / "cities.tsv.xz"))
    simple = shapely.coverage_simplify(units, TOLERANCE_DEG)
    simple = shapely.set_precision(simple, PRECISION_DEG, mode="pointwise")  # shared vertices stay shared
    return write_divisions(sources, assign(countries, simple, members))


def _cities(path: Path) -> Iterable[tuple[str, str, float, float]]:
    for row in read_table(path, CITY_COLUMNS):
        cells = dict(zip(CITY_COLUMNS, row, strict=True))
        yield cells["country_code"], cells["admin1_code"], float(cells["lon"]), float(cells["lat"])


def members_of(units: Sequence[Any], cities: Iterable[City]) -> dict[int, list[City]]:
    """Return for each unit the cities inside, and those just off its coast."""
    listed = list(cities)
    if not listed:
        return {}
    points = shapely.points([city[2] for city in listed], [city[3] for city in listed])
    tree = shapely.STRtree(units)
    inside = np.full(len(points), -1)
    found, unit = tree.query(points, predicate="intersects")
    inside[found] = unit
    outside = np.flatnonzero(inside < 0)
    found, unit = tree.query_nearest(points[outside], max_distance=OFFSHORE_DEG, all_matches=False)
    inside[outside[found]] = unit
    members: dict[int, list[City]] = defaultdict(list)
    for city, index in zip(listed, inside, strict=True):
        if index >= 0:
            members[int(index)].append(city)
    return members


def assign(
    countries: Sequence[str], units: Sequence[Any], members: dict[int, list[City]]
) -> dict[str, _Division]:
    """Give each unit, whole or in pieces, to divisions ("UA.11"), to a country alone ("LV."), or to none.

    `countries` are the units' ISO codes by Natural Earth, "-1" where it knows none.
    """
    known = set(countries)
    divisions: dict[str, _Division] = defaultdict(_Division)
    for index, (iso, unit) in enumerate(zip(countries, units, strict=True)):
        cities = members.get(index, [])
        country = _country(iso, cities, known)
        if country == "-1":
            continue
        own = [city for city in cities if city[0] == country and city[1] != "00"]
        for code, piece in _pieces(unit, own):
            division = divisions[f"{country}.{code}"]
            division.pieces.append(piece)
            division.divided |= piece is not unit
            division.cities += len(cities)
            division.own += sum(1 for city in own if city[1] == code)
    _match_vertices(divisions)
    return dict(sorted(divisions.items()))


def _match_vertices(divisions: dict[str, _Division]) -> None:
    """Give the ends of the new lines that divide a unit to the neighbours across its old border too.

    Without them the two countries' outlines would no longer be the same line there.
    """
    new = {
        (lon, lat)
        for division in divisions.values()
        if division.divided
        for piece in division.pieces
        for lon, lat in shapely.get_coordinates(piece)
    }
    if not new:
        return
    points = shapely.points(sorted(new))
    tree = shapely.STRtree(points)
    for division in divisions.values():
        for index, piece in enumerate(division.pieces):
            outline = shapely.boundary(piece)
            near = tree.query(outline, predicate="dwithin", distance=SNAP_DEG)
            own = set(map(tuple, shapely.get_coordinates(piece)))
            missing = [points[i] for i in sorted(near) if (points[i].x, points[i].y) not in own]
            if missing:
                division.pieces[index] = shapely.snap(piece, shapely.MultiPoint(missing), SNAP_DEG)


def _country(iso: str, cities: list[City], known: set[str]) -> str:
    """Return the country of a unit: that of its cities where they are sure of it, else Natural Earth's."""
    if not cities:
        return iso
    by_country = Counter(city[0] for city in cities)
    first = max(sorted(by_country), key=lambda code: by_country[code])
    sure = by_country[first] >= max(OVERRULING_CITIES, OVERRULING * len(cities))
    return first if iso == "-1" or first not in known or sure else iso


def _pieces(unit: Any, own: list[City]) -> list[tuple[str, Any]]:
    """Return the unit for the division of most cities, or its parts nearest to each division's cities."""
    codes = Counter(city[1] for city in own)
    if not codes:
        return [("", unit)]
    first = max(sorted(codes), key=lambda code: codes[code])
    if codes[first] >= MAJORITY * len(own):
        return [(first, unit)]
    owners: dict[tuple[float, float], str] = {}
    for _, code, lon, lat in own:
        if codes[code] >= PART * codes[first]:
            owners.setdefault((lon, lat), code)
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.MultiPoint(list(owners)), extend_to=unit, ordered=True)
    )
    by_code: dict[str, list[Any]] = defaultdict(list)
    for code, cell in zip(owners.values(), cells, strict=True):
        by_code[code].append(cell)
    pieces = [
        (code, _polygons(shapely.intersection(unit, shapely.union_all(by_code[code])))) for code in by_code
    ]
    return [(code, piece) for code, piece in sorted(pieces, key=lambda pair: pair[0]) if not piece.is_empty]


def _polygons(shape: Any) -> Any:
    """Return the polygons of a shape, rounded, without the points and lines that cutting leaves."""
    rounded = shapely.set_precision(shape, PRECISION_DEG, mode="pointwise")
    valid = shapely.make_valid(rounded, method="structure", keep_collapsed=False)
    parts = [part for part in shapely.get_parts(valid) if part.geom_type == "Polygon"]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def write_divisions(sources: Path, divisions: dict[str, _Division]) -> int:
    """Write the polygons one behind the other, and how long each is into the list."""
    rows: list[tuple[object, ...]] = []
    blob = bytearray()
    for target, division in divisions.items():
        shape = shapely.normalize(_polygons(shapely.union_all(division.pieces)))
        wkb = shapely.to_wkb(shape, byte_order=1)
        purity = round(division.own / division.cities, 3) if division.cities else ""
        rows.append((target, len(division.pieces), int(division.divided), division.cities, purity, len(wkb)))
        blob += wkb
    preset = 9 | lzma.PRESET_EXTREME
    (sources / "divisions.wkb.xz").write_bytes(lzma.compress(bytes(blob), preset=preset))
    with (sources / "divisions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows)
    return len(rows)


if __name__ == "__main__":
    sys.stderr.write(f"{refresh_polygons(Path(sys.argv[1]))} polygons\n")
