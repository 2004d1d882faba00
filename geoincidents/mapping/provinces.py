"""Borders between the first-order divisions of the countries that have incidents, as faint lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely

from geoincidents.mapping.codec import decimals_for, encode_line
from geoincidents.mapping.payload import plain

if TYPE_CHECKING:
    import geopandas
    from shapely.geometry.base import BaseGeometry

    from gazetteer.geocoder import Gazetteer
    from gazetteer.place import Place
    from geoincidents.mapping.extent import Extent

WIDEST_DEG = 50.0
"""On wider maps the lines would hide more than they tell."""

MOST = 400
"""Divisions at most; a map of a few countries has fewer."""

_PIXELS = 1300
"""The tolerance is the extent divided by this, about a pixel: the outlines themselves are no finer."""

_OUTER_DEG = 0.04
"""Outer borders are drawn by the basemap; the two sources differ by less than this."""

_LOOK_AT = 5000


def province_borders(gazetteer: Gazetteer, frame: geopandas.GeoDataFrame, extent: Extent) -> list[Any]:
    """Return the lines between divisions as ``[decimals, line, line…]``, empty where there are none."""
    if extent.span > WIDEST_DEG or "country_code" not in frame:
        return []
    countries = {plain(code) for code in frame["country_code"].unique()} - {None}
    box = extent.widened(0.6)
    found = gazetteer.in_box(box.west, box.south, box.east, box.north, feature_classes=("A",), limit=_LOOK_AT)
    divisions = [place for place in found if place.feature_code == "ADM1" and place.country_code in countries]
    by_country: dict[str | None, list[Place]] = {}
    for division in divisions[:MOST]:
        by_country.setdefault(division.country_code, []).append(division)
    lines = [line for members in by_country.values() for line in _shared_lines(gazetteer, members)]
    if not lines:
        return []
    clipped = shapely.clip_by_rect(shapely.multilinestrings(lines), box.west, box.south, box.east, box.north)
    tolerance = extent.span / _PIXELS
    decimals = decimals_for(tolerance * 2000)
    parts = [
        part for part in shapely.get_parts(clipped) if part.geom_type == "LineString" and not part.is_empty
    ]
    thin = [shapely.get_coordinates(part.simplify(tolerance)) for part in parts if part.length > tolerance]
    return [decimals, *(encode_line(lonlat, decimals) for lonlat in thin)]


def _shared_lines(gazetteer: Gazetteer, divisions: list[Place]) -> list[BaseGeometry]:
    """Return the lines that two divisions of a country share."""
    outlines = [shape for shape in map(gazetteer.geometry, divisions) if shape is not None]
    if len(outlines) < 2:
        return []
    outer = shapely.union_all([outline.buffer(_OUTER_DEG / 4) for outline in outlines]).boundary
    inner = shapely.difference(
        shapely.union_all([outline.boundary for outline in outlines]), outer.buffer(_OUTER_DEG)
    )
    merged = shapely.line_merge(inner)
    return [part for part in shapely.get_parts(merged) if part.geom_type == "LineString"]
