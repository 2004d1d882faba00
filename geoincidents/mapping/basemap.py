"""The quiet background: Natural Earth's countries and lakes, fine where the incidents are, coarse around.

The layers are made by `frontend/build/basemap.js`. Arcs that two countries share are simplified once, so
that borders fit; an arc that one country uses is a coast.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from gazetteer.geodesy import clipped_to
from geoincidents.mapping import bundle
from geoincidents.mapping.codec import ALPHABET, decimals_for, encode_line, encode_polygons
from geoincidents.mapping.extent import Extent

BYTES = 115_000
"""What the basemap may weigh in a page: with Leaflet and the page it stays below 450 kB."""

WIDEST_SCREEN = 2.0
"""Width by height of the map on a wide screen: a tall extent is drawn fine as far as such a screen shows."""

MARGIN = 0.6
"""Share of the extent that is drawn fine on each side, for readers who drag the map."""

_PIXELS = 2600
"""The tolerance is the extent divided by this: half a pixel at the first view of a large screen."""

_FINE_BELOW_DEG = 45.0

LAKES = Path(__file__).parent / "lakes.wkb.xz"
_SMALLEST_LAKE_PIXELS = 8.0
"""Narrower lakes than this, at the first view, would be specks."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Countries of one scale: arcs as lines, how many countries use each, and rings as arc numbers."""

    arcs: npt.NDArray[np.object_]
    uses: npt.NDArray[np.int64]
    names: tuple[str, ...]
    polygons: tuple[tuple[tuple[tuple[int, ...], ...], ...], ...]


def decode_numbers(text: str) -> npt.NDArray[np.int64]:
    """Return the whole numbers of a text, see `codec`."""
    table = np.zeros(128, dtype=np.int64)
    table[np.frombuffer(ALPHABET.encode("ascii"), dtype=np.uint8)] = np.arange(64)
    digits = table[np.frombuffer(text.encode("ascii"), dtype=np.uint8)]
    last = np.flatnonzero(digits < 32)
    starts = np.concatenate(([0], last[:-1] + 1))
    position = np.arange(len(digits)) - np.repeat(starts, last - starts + 1)
    values = np.add.reduceat((digits & 31) << (5 * position), starts)
    return np.where(values & 1, -((values + 1) >> 1), values >> 1)


@lru_cache(maxsize=3)
def read_layer(scale: str) -> Layer:
    """Return the layer "10m", "50m" or "110m"."""
    raw = bundle.read_json(f"basemap-{scale}.json")
    deltas = decode_numbers(raw["arcs"]).reshape(-1, 2)
    lengths = np.asarray(raw["lengths"])
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    sums = np.cumsum(deltas, axis=0)
    offsets = np.zeros((len(starts), 2), dtype=np.int64)
    offsets[1:] = sums[starts[1:] - 1]
    lonlat = (sums - np.repeat(offsets, lengths, axis=0)) / 10 ** raw["decimals"]
    arcs = shapely.linestrings(lonlat, indices=np.repeat(np.arange(len(lengths)), lengths))
    countries = raw["countries"]
    return Layer(
        arcs=arcs,
        uses=np.asarray(raw["uses"]),
        names=tuple(country["name"] for country in countries),
        polygons=tuple(
            tuple(tuple(tuple(ring) for ring in polygon) for polygon in country["polygons"])
            for country in countries
        ),
    )


def clip_basemap(extent: Extent, points: npt.NDArray[np.float64]) -> dict[str, Any]:
    """Return the basemap of a map as the page reads it.

    Parameters
    ----------
    extent : Extent
        What the map shows first.
    points : array of float, shape (n, 2)
        lon, lat of the incidents: countries that hold one are drawn lighter.

    Returns
    -------
    dict
        ``countries``: ``[name, has_incidents, label or None, polygons]`` rows, fine;
        ``borders``: lines; ``world``, ``world_focus`` (countries with incidents) and ``world_borders``: the
        coarse surroundings.
    """
    fine = extent.at_least(WIDEST_SCREEN).widened(MARGIN)
    window = box(fine.west, fine.south, fine.east, fine.north)
    layer = read_layer("10m" if extent.span < _FINE_BELOW_DEG else "50m")
    tolerance = extent.span / _PIXELS
    while True:
        detail = _detail(layer, window, tolerance, points)
        if len(json.dumps(detail)) <= BYTES:
            break
        tolerance *= 1.5
    focus = {name for name, inside, *_ in detail["countries"] if inside}
    return detail | _surroundings(window, focus)


def _detail(
    layer: Layer, window: BaseGeometry, tolerance: float, points: npt.NDArray[np.float64]
) -> dict[str, Any]:
    west, south, east, north = window.bounds
    arcs = shapely.simplify(layer.arcs, tolerance, preserve_topology=False)
    least = (tolerance * 4) ** 2
    water = _water(window, tolerance)
    countries = []
    for name, polygons in zip(layer.names, layer.polygons, strict=True):
        shape = _country(arcs, polygons, window)
        if shape is None:
            continue
        parts = [part for part in _parts(clipped_to(shape, west, south, east, north)) if part.area > least]
        if not parts:
            continue
        clipped = shapely.multipolygons(parts)
        # Someone on a lake is still in the country.
        inside = bool(len(points)) and bool(shapely.contains_xy(clipped, points[:, 0], points[:, 1]).any())
        if water is not None:
            land = _parts(shapely.difference(shapely.make_valid(clipped), water))
            clipped = shapely.multipolygons(land) if land else clipped
        countries.append([name, int(inside), _label(parts), _encode(clipped, tolerance)])
    lines = shapely.clip_by_rect(arcs[layer.uses > 1], west, south, east, north)
    return {"countries": countries, "borders": _encode_lines(lines, tolerance)}


@lru_cache(maxsize=1)
def read_lakes() -> shapely.STRtree:
    """Return Natural Earth's lakes of 1:50 million; `refresh_lakes` made the file."""
    return shapely.STRtree(shapely.get_parts(shapely.from_wkb(lzma.decompress(LAKES.read_bytes()))))


def _water(window: BaseGeometry, tolerance: float) -> BaseGeometry | None:
    """Return the lakes in the window that are large enough to be seen, as one shape."""
    tree = read_lakes()
    lakes = tree.geometries[np.sort(tree.query(window))]
    wide = lakes[shapely.area(lakes) > (_SMALLEST_LAKE_PIXELS * tolerance) ** 2]
    if not len(wide):
        return None
    return shapely.union_all(shapely.make_valid(shapely.simplify(wide, tolerance)))


@lru_cache(maxsize=1)
def _coarse() -> tuple[tuple[tuple[str, BaseGeometry], ...], BaseGeometry]:
    layer = read_layer("110m")
    everything = box(-180, -90, 180, 90)
    shapes = (_country(layer.arcs, polygons, everything) for polygons in layer.polygons)
    named = zip(layer.names, shapes, strict=True)
    land = tuple((name, shapely.make_valid(shape)) for name, shape in named if shape is not None)
    return land, shapely.multilinestrings(list(layer.arcs[layer.uses > 1]))


def _surroundings(window: BaseGeometry, focus: set[str]) -> dict[str, Any]:
    land, borders = _coarse()
    if window.area > 0.6 * 360 * 170:
        return {"world": [], "world_focus": [], "world_borders": []}

    def outside(shapes: Iterable[BaseGeometry]) -> list[Any]:
        parts = [part for shape in shapes for part in _parts(shapely.difference(shape, window))]
        return (encode_polygons(shapely.multipolygons(parts), simplify=0) or []) if parts else []

    return {
        "world": outside(shape for name, shape in land if name not in focus),
        "world_focus": outside(shape for name, shape in land if name in focus),
        "world_borders": _encode_lines(np.asarray([shapely.difference(borders, window)]), 0.02),
    }


def _country(arcs: Any, polygons: Any, window: BaseGeometry) -> BaseGeometry | None:
    """Return the parts of a country that touch the window, put together from its arcs."""
    west, south, east, north = window.bounds
    parts: list[Any] = []
    for rings in polygons:
        shell = _ring(arcs, rings[0])
        if len(shell) < 4:
            continue
        (low_x, low_y), (high_x, high_y) = shell.min(axis=0), shell.max(axis=0)
        if high_y < south or low_y > north:
            continue
        holes = [hole for hole in (_ring(arcs, ring) for ring in rings[1:]) if len(hole) >= 4]
        polygon = shapely.polygons(shell, holes=[shapely.linearrings(hole) for hole in holes] or None)
        for turn in (-360.0, 0.0, 360.0):
            if high_x + turn < west or low_x + turn > east:
                continue
            if turn == 0 and low_x >= -180 and high_x <= 180:
                parts.append(polygon)
                continue
            moved = shapely.transform(polygon, partial(np.add, np.array([turn, 0.0])))
            parts += _parts(clipped_to(moved, -180, -90, 180, 90))
    return shapely.multipolygons(parts) if parts else None


def _ring(arcs: Any, ring: Any) -> npt.NDArray[np.float64]:
    """Return a ring without jumps: across the antimeridian its longitudes go on beyond 180 degrees."""
    pieces = [
        shapely.get_coordinates(arcs[number]) if number >= 0 else shapely.get_coordinates(arcs[~number])[::-1]
        for number in ring
    ]
    lonlat = np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])
    steps = np.diff(lonlat[:, 0])
    if not (np.abs(steps) > 180).any():
        return lonlat
    lonlat = lonlat.copy()
    lonlat[1:, 0] -= 360 * np.cumsum(np.rint(steps / 360))
    if abs(lonlat[-1, 0] - lonlat[0, 0]) > 180:  # around the pole: Antarctica
        corners = [[lonlat[-1, 0], -90.0], [lonlat[0, 0], -90.0], [lonlat[0, 0], lonlat[0, 1]]]
        lonlat = np.concatenate([lonlat, corners])
    return lonlat


def _parts(geometry: BaseGeometry) -> list[Any]:
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]


def _label(parts: list[Any]) -> list[float] | None:
    """Return lon, lat well inside the largest part, for the country's name, and the room there in degrees."""
    pieces = _parts(shapely.make_valid(max(parts, key=lambda part: part.area)))
    if not pieces:
        return None
    largest = max(pieces, key=lambda piece: piece.area)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=0.02 * largest.length)
    lon, lat = shapely.get_coordinates(circle)[0]
    return [round(float(lon), 2), round(float(lat), 2), round(float(circle.length), 2)]


def _encode(geometry: BaseGeometry, tolerance: float) -> list[Any]:
    decimals = decimals_for(tolerance * 2000)
    return [
        decimals,
        *(
            [
                encode_line(shapely.get_coordinates(ring), decimals)
                for ring in (part.exterior, *part.interiors)
            ]
            for part in _parts(geometry)
        ),
    ]


def _encode_lines(lines: Any, tolerance: float) -> list[Any]:
    decimals = decimals_for(tolerance * 2000)
    parts = [part for part in shapely.get_parts(shapely.get_parts(lines)) if part.geom_type == "LineString"]
    return [
        decimals,
        *(encode_line(shapely.get_coordinates(part), decimals) for part in parts if not part.is_empty),
    ]
