"""Polygons into the database: as they are, simplified, and the box of every part for point-in-polygon."""

from __future__ import annotations

from pathlib import Path

from gazetteer.build.writer import Writer

SIMPLIFIED_DEG = 0.05
"""About 5 km: fine enough to draw a country and to measure a distance to a border in words."""


def add_polygons(writer: Writer, sources: Path) -> None:
    """Add the polygons of the tracked file, where there is one, and set the points of countries by them."""
    try:
        from gazetteer.build.sources import polygons  # noqa: PLC0415
    except ImportError:
        return
    import shapely  # noqa: PLC0415  # heavy

    for target, wkb in polygons.read_polygons(sources):
        n = writer.number(target)
        if n is None:
            continue
        shape = shapely.from_wkb(wkb)
        simplified = shapely.simplify(shape, SIMPLIFIED_DEG, preserve_topology=True)
        parts = shapely.get_parts(shape)
        level = 9 if ":" in target else min(target.count("."), 1)
        writer.add_polygon(n, wkb, shapely.to_wkb(simplified), [part.bounds for part in parts], level)
        if level == 0:
            largest = max(parts, key=lambda part: part.area)
            point = shapely.point_on_surface(largest)
            writer.move(n, point.x, point.y)
